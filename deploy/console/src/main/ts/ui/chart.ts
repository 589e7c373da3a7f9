/** Charts, loaded only where there are some. Their tooltips are drawn, not HTML: the page allows no inline styles. */
import { html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type Chart } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { Part } from './element.ts';

// The library empties its element by innerHTML = ''. Nothing else becomes markup by this policy.
(globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } }).trustedTypes?.createPolicy('default', {
  createHTML: (text: string) => {
    if (text === '') return text;
    throw new TypeError('markup from text');
  },
});

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

export interface Series { name: string; color: string; points: [string, number | null][]; type?: 'line' | 'bar'; stack?: string; dashed?: boolean }

const variable = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

@customElement('lr-chart')
export class ChartPart extends Part {
  @property({ attribute: false }) series: Series[] = [];
  @property() unit = '';
  @property() label = '';
  private chart: Chart | undefined;
  private readonly redraw = (): void => this.draw();
  private readonly sizes = new ResizeObserver(() => this.chart?.resize());

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('liverun-theme', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('liverun-theme', this.redraw);
    this.sizes.disconnect();
    this.chart?.dispose();
    this.chart = undefined;
  }

  protected override render(): unknown {
    return html`<div class="chart" role="img" aria-label=${this.label}></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.chart) {
      const box = this.querySelector<HTMLElement>('.chart')!;
      this.chart = init(box, null, { renderer: 'canvas' });
      this.sizes.observe(box);
    }
    if (changed.has('series') || changed.has('unit')) this.draw();
  }

  private draw(): void {
    const muted = variable('--muted');
    const line = variable('--line');
    const text = { color: muted, fontFamily: variable('--sans'), fontSize: 11 };
    this.chart?.setOption({
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 14, top: 32, bottom: 6, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, icon: 'roundRect', textStyle: text },
      tooltip: {
        trigger: 'axis', renderMode: 'richText', backgroundColor: variable('--raised'), borderColor: line, padding: 10,
        textStyle: { color: variable('--ink'), fontSize: 12, fontFamily: variable('--sans') },
        valueFormatter: (value: unknown) => (typeof value === 'number' ? `${Math.round(value * 100) / 100} ${this.unit}` : '–'),
      },
      xAxis: { type: 'time', axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false } },
      yAxis: { type: 'value', min: 0, axisLabel: { ...text, formatter: `{value} ${this.unit}` }, splitLine: { lineStyle: { color: line } } },
      series: this.series.map(one => ({
        name: one.name, type: one.type ?? 'line', stack: one.stack, data: one.points, showSymbol: one.points.length < 3, symbolSize: 5, barMaxWidth: 14,
        lineStyle: { width: 1.75, color: variable(one.color), type: one.dashed ? 'dashed' : 'solid' }, itemStyle: { color: variable(one.color) },
      })),
    }, true);
  }
}
