import { Link } from "../parts/Link";
import { useWords } from "../words/useWords";

export function Nowhere() {
  const words = useWords();
  return (
    <div className="note">
      <h1>{words.notFound}</h1>
      <p>{words.notFoundWhy}</p>
      <Link className="button" href="/">{words.toOverview}</Link>
    </div>
  );
}
