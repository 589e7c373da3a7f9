/** What of echarts/renderers is used here; packages in Maven repositories come without type declarations. */
export const CanvasRenderer: unknown;
