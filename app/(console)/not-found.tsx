import { NothingHere } from "@/lib/ui/shell/nothing-here";

export default function NotFound() {
  return <NothingHere />;
}
