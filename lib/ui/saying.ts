interface Answer {
  data?: unknown;
  serverError?: unknown;
  validationErrors?: unknown;
}

/**
 * The action, which says itself that it went well. For a button that its own success takes off the page: `onSuccess` of `useAction` waits
 * for a render of the button, and where the page that came with the answer no longer has it, nothing would be said.
 */
export function saying<Asked extends (input: never) => Promise<Answer>>(
  action: Asked,
  say: (data: Awaited<ReturnType<Asked>>["data"]) => void,
): Asked {
  const said = async (input: never): Promise<Answer> => {
    const answer = await action(input);
    if (answer.serverError === undefined && answer.validationErrors === undefined) say(answer.data);
    return answer;
  };
  return said as Asked;
}
