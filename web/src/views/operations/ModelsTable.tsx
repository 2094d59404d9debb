import type { Shape } from "../../api/question";
import { Table, type Column } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { StateWord } from "./StateWord";

type Model = Shape["Models"]["models"][number];

interface Shown {
  readonly models: readonly Model[];
  /** null: whoever looks may not. */
  readonly onPromote: ((version: string) => void) | null;
}

export function ModelsTable({ models, onPromote }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const promotes: Column<Model> = {
    name: words.act, isText: true,
    of: ({ stage, kept, version }) => onPromote && stage !== "champion" && kept &&
      <button type="button" className="plain" onClick={() => { onPromote(version); }} aria-label={`${words.promote} ${version}`}>{words.promote}</button>,
  };
  return (
    <Table title={words.models} rows={models} keyOf={(model) => model.version} columns={[
      { name: words.stage, isText: true, of: (model) => <StateWord state={model.stage} /> },
      { name: words.version, isText: true, of: (model) => <a href={`/api/v1/models/${encodeURIComponent(model.version)}`}>{model.version}</a> },
      { name: words.model, isText: true, of: (model) => model.kind },
      { name: words.when, isText: true, of: (model) => numbers.moment(model.trainedAt) },
      ...(onPromote ? [promotes] : []),
    ]} />
  );
}
