import { readToldToken } from "@/lib/auth/told-cookie";
import { getToldView } from "@/lib/queries/get-told-view";
import { visitToldPage } from "@/lib/usecases/enter-told-page";
import { ToldContent } from "./_components/told-content";
import { ToldFrame } from "./_components/told-frame";

/** For whoever was handed a code: what is done about the accounts that use her photos. Without one, a door that says nothing. */
export default async function ToldPage() {
  const token = await readToldToken();
  const visit = token === null ? null : await visitToldPage(token);
  return (
    <ToldFrame isOpen={visit !== null}>
      {visit === null ? null : <ToldContent view={await getToldView(visit.mandateId)} />}
    </ToldFrame>
  );
}
