import "server-only";
import { notFound } from "next/navigation";
import { DomainError } from "@/lib/domain/errors";

/** What a page asks for, or the page that says that there is none. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
}
