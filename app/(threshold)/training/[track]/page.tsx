import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requirePerson } from "@/lib/auth/current-actor";
import { tracks } from "@/lib/domain/case/vocabulary";
import { getTraining } from "@/lib/queries/get-training";
import { StartPanel } from "./_components/start-panel";
import { TrainingCase } from "./_components/training-case";
import { TrainingResult } from "./_components/training-result";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.training"))("title") };
}

export default async function TrainingPage({ params }: { params: Promise<{ track: string }> }) {
  const actor = await requirePerson();
  const asked = (await params).track;
  const track = tracks.find((one) => one === asked);
  if (track === undefined) notFound();
  const training = await getTraining(actor, track);
  const { shown, result, position, total } = training;
  if (shown !== null) {
    const observed = (await getTranslations("training-cases.case"))(shown.id);
    return <TrainingCase key={shown.id} shown={shown} observed={observed} position={position} total={total} />;
  }
  if (result !== null) return <TrainingResult track={track} result={result} total={total} isOpen={training.isOpen} />;
  return <StartPanel track={track} training={training} />;
}
