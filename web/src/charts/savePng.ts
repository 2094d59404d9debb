import { saveFile } from "../parts/saveFile";

const kMargin = 16;
const kTitle = 40;

/** The chart as it is shown, with its title above it. */
export function savePng(canvas: HTMLCanvasElement, title: string, paper: string, ink: string): void {
  const scale = devicePixelRatio || 1;
  const whole = document.createElement("canvas");
  whole.width = canvas.width + 2 * kMargin * scale;
  whole.height = canvas.height + (kTitle + kMargin) * scale;
  const pen = whole.getContext("2d");
  if (!pen) return;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, whole.width, whole.height);
  pen.fillStyle = ink;
  pen.font = `600 ${14 * scale}px system-ui, sans-serif`;
  pen.fillText(title, kMargin * scale, 26 * scale);
  pen.drawImage(canvas, kMargin * scale, kTitle * scale);
  whole.toBlob((image) => {
    if (image) saveFile(image, `${title.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`);
  });
}
