const kWidth = 96;
const kHeight = 24;
const kInset = 2;

/** What was sold and, lighter, what is expected after it. */
export function Sparkline({ sold, expected }: { readonly sold: readonly number[]; readonly expected: readonly number[] }) {
  const all = [...sold, ...expected];
  const most = Math.max(...all, 1e-9);
  const at = (value: number, index: number) => {
    const x = kInset + (index * (kWidth - 2 * kInset)) / Math.max(all.length - 1, 1);
    const y = kHeight - kInset - (value / most) * (kHeight - 2 * kInset);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const past = sold.map(at).join(" ");
  const coming = all.map(at).slice(Math.max(sold.length - 1, 0)).join(" ");
  return (
    <svg className="sparkline" viewBox={`0 0 ${kWidth} ${kHeight}`} width={kWidth} height={kHeight} aria-hidden="true">
      <polyline points={past} />
      <polyline points={coming} className="coming" />
    </svg>
  );
}
