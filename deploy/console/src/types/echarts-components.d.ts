/** What of echarts/components is used here; packages in Maven repositories come without type declarations. */
export const GridComponent: unknown; export const TooltipComponent: unknown;
export const LegendComponent: unknown; export const AriaComponent: unknown;
