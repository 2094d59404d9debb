import { useRef, useState, type SubmitEvent } from "react";
import { act } from "../../api/ask";
import { makeKey, type KeyMade, type KeyWanted } from "../../api/keys";
import { Problem } from "../../api/problem";
import { Refused } from "../../parts/Acting";
import { useWords } from "../../words/useWords";
import { Choice, Field, focusOnWrong } from "./Field";

const kRoles = ["seller", "analyst", "operator", "admin"] as const;

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

function keyWanted(form: FormData): KeyWanted {
  const [sellerId, day] = [text(form, "sellerId"), text(form, "expiresAt")];
  return {
    name: text(form, "name"),
    role: kRoles.find((role) => role === text(form, "role")) ?? "seller",
    ...(sellerId && { sellerId }),
    ...(day && { expiresAt: `${day}T00:00:00Z` }),
  };
}

export function NewKey({ onMade }: { readonly onMade: () => void }) {
  const words = useWords();
  const [role, setRole] = useState<string>("seller");
  const [made, setMade] = useState<KeyMade | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const make = async (form: HTMLFormElement) => {
    setMade(null);
    setProblem(null);
    try {
      setMade(await act(makeKey(keyWanted(new FormData(form)))));
      form.reset();
      setRole("seller");
      onMade();
    } catch (error) {
      const why = error instanceof Problem ? error : new Problem({ title: String(error) });
      setProblem(why);
      focusOnWrong(form, why);
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => { event.preventDefault(); void make(event.currentTarget); };
  return (
    <form className="wishes" onSubmit={submit} aria-label={words.makeKey}>
      <div className="fields">
        <Field name="name" label={words.keyName} problem={problem} />
        <Choice name="role" label={words.role} value="seller" options={kRoles.map((one) => [one, one])} onChange={setRole} />
        {role === "seller" && <Field name="sellerId" label={words.sellerFilter} problem={problem} />}
        <Field name="expiresAt" label={words.expires} type="date" problem={problem} />
      </div>
      <button className="button">{words.makeKey}</button>
      <div role="status">{made && <Secret made={made} />}</div>
      <div role="alert">{problem?.errors.length === 0 && <Refused problem={problem} />}</div>
    </form>
  );
}

function Secret({ made }: { readonly made: KeyMade }) {
  const words = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const secret = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.key);
      setIsCopied(true);
    } catch {
      // Where the browser keeps the clipboard to itself, the reader copies what is marked.
      if (secret.current) getSelection()?.selectAllChildren(secret.current);
    }
  };
  return (
    <div className="notice secret">
      <p>{words.keyMade(made.name)}</p>
      <code ref={secret}>{made.key}</code>
      <button type="button" className="button" onClick={() => { void copy(); }}>{isCopied ? words.copied : words.copy}</button>
    </div>
  );
}
