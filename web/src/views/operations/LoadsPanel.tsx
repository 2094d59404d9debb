import { act } from "../../api/ask";
import { acceptLoad, rejectLoad } from "../../api/deeds";
import { loads } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import { useWords } from "../../words/useWords";
import { useActing } from "../../parts/Acting";
import { Allowed, useMayAct } from "../../parts/Allowed";
import { HeldLoad } from "./HeldLoad";
import { LoadsTable } from "./LoadsTable";
import { beforeOf, type Load } from "./profile";

export function LoadsPanel({ marketplace }: { readonly marketplace: string }) {
  const words = useWords();
  const asked = useAnswer(loads(marketplace));
  const mayAct = useMayAct() ?? false;
  const acting = useActing(asked.again);
  const offerAccept = ({ id, source }: Load) => {
    acting.offer({ name: words.accept, question: words.acceptAsk(source), why: words.acceptWhy, run: async () => { await act(acceptLoad(id)); return words.loadAccepted; } });
  };
  const offerReject = ({ id, source }: Load) => {
    acting.offer({ name: words.reject, question: words.rejectAsk(source), why: words.rejectWhy, run: async () => { await act(rejectLoad(id)); return words.loadRejected; } });
  };
  return (
    <Panel title={words.loads} address={asked.address}>
      {acting.shown}
      <Allowed asked={asked}>
        {(body) => (
          <>
            {body.loads.filter((load) => load.state === "held").map((load) => (
              <HeldLoad key={load.id} load={load} before={beforeOf(load, body.loads)} {...(mayAct ? { onAccept: offerAccept, onReject: offerReject } : {})} />
            ))}
            <LoadsTable loads={body.loads} />
          </>
        )}
      </Allowed>
    </Panel>
  );
}
