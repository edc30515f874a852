import { NothingHere } from "@/lib/ui/shell/nothing-here";
import { PlainPage } from "@/lib/ui/shell/plain-page";

export default function NotFound() {
  return (
    <PlainPage>
      <NothingHere />
    </PlainPage>
  );
}
