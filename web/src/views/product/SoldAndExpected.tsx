import { lazy, Suspense, useMemo } from "react";
import type { Shape } from "../../api/question";
import type { Measure } from "../../state/place";
import { useNumbers, useWords } from "../../words/useWords";
import { daysOf } from "./daysOf";
import { marksOf } from "./marksOf";

const TimeChart = lazy(() => import("../../charts/TimeChart"));

interface Shown {
  readonly product: Shape["Product"];
  readonly measure: Measure;
}

/** Day by day, with what makes some days unlike others. */
export function SoldAndExpected({ product, measure }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const points = useMemo(() => daysOf(product), [product]);
  const marks = useMemo(() => marksOf(product, words, numbers), [product, words, numbers]);
  return <Suspense fallback={null}><TimeChart title={`${product.productName}: ${words.history}`} points={points} measure={measure} marks={marks} /></Suspense>;
}
