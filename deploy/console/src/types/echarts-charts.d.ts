/** What of echarts/charts is used here; packages in Maven repositories come without type declarations. */
export const LineChart: unknown; export const BarChart: unknown;
