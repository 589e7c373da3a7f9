import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Part } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';

interface Shape { tool: 'box' | 'redact'; x: number; y: number; w: number; h: number }

const STEP = 10;

/** Draws a picture small, without an address of its own. */
@customElement('lr-thumb')
export class Thumb extends Part {
  @property({ attribute: false }) file!: Blob;
  @property() label = 'Preview';
  private drawn: Blob | undefined;

  protected override render(): unknown {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated(): void {
    if (this.drawn === this.file) return;
    this.drawn = this.file;
    void createImageBitmap(this.file).then(bitmap => {
      const canvas = this.querySelector('canvas')!;
      const scale = Math.min(1, Number(this.dataset['max'] ?? 320) / bitmap.width);
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
    }, () => {});
  }
}

/** Marks and redacts. What is redacted is painted over in the picture itself: it does not leave this device. */
@customElement('lr-picture')
export class Picture extends Part {
  @property({ attribute: false }) file!: File;
  @state() private tool: Shape['tool'] = 'box';
  @state() private shapes: Shape[] = [];
  @state() private current: Shape | null = null;
  private bitmap: ImageBitmap | undefined;
  private start: { x: number; y: number } | null = null;

  protected override firstUpdated(): void {
    void createImageBitmap(this.file).then(bitmap => {
      this.bitmap = bitmap;
      const canvas = this.canvas();
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      this.paint();
      canvas.focus();
    });
  }

  private canvas(): HTMLCanvasElement {
    return this.querySelector('canvas')!;
  }

  protected override updated(): void {
    this.paint();
  }

  private paint(): void {
    if (!this.bitmap) return;
    const context = this.canvas().getContext('2d')!;
    context.drawImage(this.bitmap, 0, 0);
    const line = Math.max(3, Math.round(this.bitmap.width / 300));
    for (const shape of [...this.shapes, ...(this.current ? [this.current] : [])]) {
      if (shape.tool === 'redact') {
        context.fillStyle = '#000000';
        context.fillRect(shape.x, shape.y, shape.w, shape.h);
      } else {
        context.lineWidth = line + 2;
        context.strokeStyle = '#ffffff';
        context.strokeRect(shape.x, shape.y, shape.w, shape.h);
        context.lineWidth = line;
        context.strokeStyle = '#d92626';
        context.strokeRect(shape.x, shape.y, shape.w, shape.h);
      }
    }
  }

  private at(event: PointerEvent): { x: number; y: number } {
    const canvas = this.canvas();
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * canvas.width, y: ((event.clientY - box.top) / box.height) * canvas.height };
  }

  private readonly down = (event: PointerEvent): void => {
    this.canvas().setPointerCapture(event.pointerId);
    this.start = this.at(event);
  };

  private readonly move = (event: PointerEvent): void => {
    if (!this.start) return;
    const to = this.at(event);
    this.current = { tool: this.tool, x: Math.min(this.start.x, to.x), y: Math.min(this.start.y, to.y), w: Math.abs(to.x - this.start.x), h: Math.abs(to.y - this.start.y) };
  };

  private readonly up = (): void => {
    this.start = null;
    this.put();
  };

  private put(): void {
    if (this.current && this.current.w > 2 && this.current.h > 2) this.shapes = [...this.shapes, this.current];
    this.current = null;
  }

  /** The same without a pointer: arrows move, with Shift they size, Enter puts the shape there. */
  private readonly key = (event: KeyboardEvent): void => {
    const by: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const canvas = this.canvas();
    const unit = Math.max(STEP, Math.round(canvas.width / 60));
    const direction = by[event.key];
    if (direction) {
      const shape = this.current ?? { tool: this.tool, x: canvas.width / 3, y: canvas.height / 3, w: canvas.width / 4, h: canvas.height / 6 };
      const [dx, dy] = [direction[0] * unit, direction[1] * unit];
      this.current = event.shiftKey
        ? { ...shape, w: Math.max(unit, shape.w + dx), h: Math.max(unit, shape.h + dy) }
        : { ...shape, x: Math.max(0, Math.min(canvas.width - shape.w, shape.x + dx)), y: Math.max(0, Math.min(canvas.height - shape.h, shape.y + dy)) };
    } else if (event.key === 'Enter' && this.current) {
      this.put();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private done(): void {
    this.put();
    void this.updateComplete.then(() => this.canvas().toBlob(blob => {
      this.emit('lr-drawn', blob ? new File([blob], this.file.name.replace(/\.[^.]*$/, '') + '.png', { type: 'image/png' }) : null);
    }, 'image/png'));
  }

  protected override render(): unknown {
    const tool = (name: Shape['tool'], text: string, picture: 'box' | 'hide'): unknown => html`<button type="button" aria-pressed=${this.tool === name ? 'true' : 'false'}
      @click=${() => { this.tool = name; if (this.current) this.current = { ...this.current, tool: name }; }}>${icon(picture)}${text}</button>`;
    return html`<div class="row wrap"><div class="segments" role="group" aria-label="Tool">${tool('box', 'Draw a box', 'box')}${tool('redact', 'Redact', 'hide')}</div>
        <button class="btn small" type="button" ?disabled=${this.shapes.length === 0} @click=${() => { this.shapes = this.shapes.slice(0, -1); }}>${icon('undo')}Undo</button><span class="grow"></span>
        <button class="btn small" type="button" @click=${() => this.emit('lr-drawn', null)}>Discard</button><button class="btn small primary" type="button" @click=${() => this.done()}>Use picture</button></div>
      <canvas class="draw" tabindex="0" role="application" aria-label="Picture to draw on. Arrow keys move a shape, with Shift they size it, Enter puts it there."
        @pointerdown=${this.down} @pointermove=${this.move} @pointerup=${this.up} @keydown=${this.key}></canvas>
      <p class="small muted">Drag to draw. Redacted parts are removed from the picture before it leaves this device.</p>`;
  }
}
