/** What of echarts/core is used here; packages in Maven repositories come without type declarations. */
export interface Chart { setOption(option: object, notMerge?: boolean): void; resize(): void; dispose(): void }
export function init(element: HTMLElement, theme?: unknown, options?: object): Chart;
export function use(parts: unknown[]): void;
