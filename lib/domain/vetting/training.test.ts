import { describe, expect, it } from "vitest";
import { tracks } from "../case/vocabulary";
import { signalAnswersSchema } from "../signals/checklists";
import { passMark, trainingCaseIds, trainingCases } from "./training";
import { judgeTraining, trainingKey } from "./training-key";

const right = (track: (typeof tracks)[number]): Record<string, string> =>
  Object.fromEntries(trainingCaseIds(track).map((id) => [id, trainingKey[id]]));

describe.each(tracks)("the training on %s", (track) => {
  const ids = trainingCaseIds(track);

  it("has eight cases or more, one of them authentic and one for the safety lane", () => {
    expect(ids.length).toBeGreaterThanOrEqual(8);
    const answers = ids.map((id) => trainingKey[id]);
    expect(answers).toContain("authentic");
    expect(answers.filter((answer) => answer === "safeguard")).toHaveLength(1);
    expect(answers.filter((answer) => answer === track).length).toBeGreaterThanOrEqual(3);
  });

  it("uses the checklist of its own track", () => {
    for (const id of ids) expect(signalAnswersSchema(track).safeParse(trainingCases[id].signals).success).toBe(true);
  });

  it("never tells by the reporter’s answer which case is for the safety lane", () => {
    expect(new Set(ids.map((id) => trainingCases[id].age)).size).toBe(1);
  });

  it("is passed with the mark, and one below it is not", () => {
    const ordinary = ids.filter((id) => trainingKey[id] !== "safeguard");
    const withWrong = (count: number) => {
      const answers = right(track);
      for (const id of ordinary.slice(0, count)) answers[id] = "other_abuse";
      return judgeTraining(track, answers);
    };
    expect(withWrong(0)).toEqual({ score: ids.length, isPassed: true, wrong: [] });
    const mistakes = ids.length - passMark[track];
    expect(withWrong(mistakes).isPassed).toBe(true);
    expect(withWrong(mistakes + 1).isPassed).toBe(false);
  });

  it("is not passed without the safety lane, however right the rest", () => {
    const lane = ids.find((id) => trainingKey[id] === "safeguard") ?? "";
    expect(judgeTraining(track, { ...right(track), [lane]: track })).toMatchObject({ isPassed: false, wrong: [lane] });
  });

  it("takes what was not answered for wrong", () => {
    expect(judgeTraining(track, {})).toMatchObject({ score: 0, isPassed: false });
  });
});
