import { useId, type ReactNode } from "react";
import { Source } from "./Source";

interface Shown {
  readonly title: string;
  readonly about?: string | undefined;
  readonly address?: string | undefined;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a view under its heading, with the API call behind it. */
export function Panel({ title, about, address, actions, className = "", children }: Shown) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {address && <Source address={address} />}
        {actions && <span className="panel-actions">{actions}</span>}
      </header>
      {about && <p className="about">{about}</p>}
      {children}
    </section>
  );
}
