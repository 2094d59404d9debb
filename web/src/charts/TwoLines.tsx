const kWidth = 300;
const kHeight = 72;
const kInset = 3;

interface Shown {
  readonly title: string;
  readonly solid: readonly number[];
  readonly dashed: readonly number[];
}

/** Two lines on one scale, which begins at zero; what they are stands in words beside them. */
export function TwoLines({ title, solid, dashed }: Shown) {
  const most = Math.max(...solid, ...dashed, 1e-9);
  const line = (values: readonly number[]) => values.map((value, index) => {
    const x = kInset + (index * (kWidth - 2 * kInset)) / Math.max(values.length - 1, 1);
    return `${x.toFixed(1)},${(kHeight - kInset - (value / most) * (kHeight - 2 * kInset)).toFixed(1)}`;
  }).join(" ");
  return (
    <svg className="two-lines" viewBox={`0 0 ${kWidth} ${kHeight}`} preserveAspectRatio="none" role="img" aria-label={title}>
      <polyline points={line(dashed)} className="dashed" />
      <polyline points={line(solid)} />
    </svg>
  );
}
