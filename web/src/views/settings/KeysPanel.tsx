import { act } from "../../api/ask";
import { keys, revokeKey, type Key } from "../../api/keys";
import { useAnswer } from "../../api/useAnswer";
import { useActing } from "../../parts/Acting";
import { Allowed } from "../../parts/Allowed";
import { Panel } from "../../parts/Panel";
import { useWords } from "../../words/useWords";
import { KeysTable } from "./KeysTable";
import { NewKey } from "./NewKey";

export function KeysPanel() {
  const words = useWords();
  const asked = useAnswer(keys);
  const acting = useActing(asked.again);
  const offerRevoking = ({ id, name }: Key) => {
    acting.offer({ name: words.revoke, question: words.revokeAsk(name), why: words.revokeWhy, run: async () => { await act(revokeKey(id)); return words.keyRevoked(name); } });
  };
  return (
    <Panel title={words.apiKeys} address={asked.address}>
      {acting.shown}
      <Allowed asked={asked}>{(body) => <KeysTable keys={body.keys} onRevoke={offerRevoking} />}</Allowed>
      <NewKey onMade={asked.again} />
    </Panel>
  );
}
