import "server-only";
import { measurePassword } from "@/lib/adapters/password-guesses";
import { passwordProblem, passwordWords, type PasswordSurroundings } from "@/lib/domain/access/password";
import { invalidInput } from "@/lib/domain/errors";

/** The rules for a password that is being set. @throws DomainError `invalid_input` with the problem as its reason. */
export async function assertNewPassword(password: string, surroundings: PasswordSurroundings): Promise<void> {
  const findings = await measurePassword(password, passwordWords(surroundings));
  const problem = passwordProblem(password, surroundings, findings);
  if (problem !== null) throw invalidInput(problem);
}
