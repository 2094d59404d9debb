// An answer as text, also where it does not end by itself.
const STREAM_SHOWN_FOR = 5_000;

/** What was answered; of a stream of events, what comes in so many milliseconds. */
export async function textOf(answer, milliseconds = STREAM_SHOWN_FOR) {
  if (!/event-stream/.test(answer.headers.get("Content-Type") ?? "")) return answer.text();
  const parts = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const over = setTimeout(() => parts.cancel(), milliseconds);
  let text = "";
  for (let part = await parts.read(); !part.done; part = await parts.read()) text += part.value;
  clearTimeout(over);
  return text;
}
