import { useState, type SubmitEvent } from "react";
import { prefer, type AlertRule, type Preference, type PreferenceChange } from "../../api/alerts";
import { act } from "../../api/ask";
import { Problem } from "../../api/problem";
import { Refused } from "../../parts/Acting";
import { kPriorities } from "../../state/place";
import type { Words } from "../../words/en";
import { useNumbers, useWords } from "../../words/useWords";
import { Choice, Field, focusOnWrong } from "./Field";
import { RuleWishes } from "./RuleWishes";
import { kCadences, wishesIn } from "./wishes";

interface Shown {
  readonly whose: Parameters<typeof prefer>[0];
  readonly before: Preference;
  readonly rules: readonly AlertRule[];
  readonly mayAct: boolean;
  readonly onSaved: () => void;
}

const namesOf = (wishes: PreferenceChange, words: Words): string[] => Object.keys(wishes).map((name) => words[name as keyof PreferenceChange]);

/** Saves what was changed, and says what that was; what the server does not take is said at its field. */
export function WishForm({ whose, before, rules, mayAct, onSaved }: Shown) {
  const [words, { language }] = [useWords(), useNumbers()];
  const [told, setTold] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (form: HTMLFormElement) => {
    setTold("");
    setProblem(null);
    const wishes = wishesIn(new FormData(form), before);
    const names = namesOf(wishes, words);
    if (names.length === 0) { setTold(words.unchanged); return; }
    try {
      await act(prefer(whose, wishes));
      for (const secret of form.querySelectorAll<HTMLInputElement>("[type=password]")) secret.value = "";
      setTold(words.saved(new Intl.ListFormat(language).format(names)));
      onSaved();
    } catch (error) {
      const why = error instanceof Problem ? error : new Problem({ title: String(error) });
      setProblem(why);
      focusOnWrong(form, why);
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => { event.preventDefault(); void save(event.currentTarget); };
  return (
    <form className="wishes" onSubmit={submit}>
      <fieldset disabled={!mayAct}>
        <Ways before={before} problem={problem} />
        <Limits before={before} problem={problem} />
        <RuleWishes before={before} rules={rules} problem={problem} />
        {mayAct && <button className="button strong">{words.save}</button>}
      </fieldset>
      <p role="status" className="done">{told}</p>
      <div role="alert">{problem?.errors.length === 0 && <Refused problem={problem} />}</div>
    </form>
  );
}

interface Part {
  readonly before: Preference;
  readonly problem: Problem | null;
}

function Ways({ before, problem }: Part) {
  const words = useWords();
  return (
    <div className="fields">
      <Field name="email" label={words.email} inputMode="email" defaultValue={before.email} problem={problem} />
      <Field name="telephone" label={words.telephone} inputMode="tel" placeholder="+491711234567" defaultValue={before.telephone} problem={problem} />
      <Field name="slackUrl" label={words.slackUrl} inputMode="url" defaultValue={before.slackUrl} problem={problem} />
      <Field name="webhookUrl" label={words.webhookUrl} inputMode="url" defaultValue={before.webhookUrl} problem={problem} />
      <Field key={String(before.webhookIsSigned)} name="webhookSecret" label={words.webhookSecret} type="password" autoComplete="new-password" placeholder={before.webhookIsSigned ? words.secretKept : ""} problem={problem} />
      {before.webhookIsSigned && <label className="tick"><input type="checkbox" name="unsigned" />{words.unsigned}</label>}
    </div>
  );
}

function Limits({ before, problem }: Part) {
  const words = useWords();
  return (
    <div className="fields">
      <Choice name="cadence" label={words.cadence} value={before.cadence} options={kCadences.map((one) => [one, words[one]])} />
      <Field name="alertsPerWeek" label={words.alertsPerWeek} type="number" required min="0" step="1" defaultValue={before.alertsPerWeek} problem={problem} />
      <Choice name="leastPriority" label={words.leastPriority} value={before.leastPriority} options={kPriorities.map((one) => [one, `${one} · ${words[`priority${one}`]}`])} />
    </div>
  );
}
