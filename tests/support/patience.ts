/**
 * Tries again, as a page does, while the server says it is out of connections (`503 unavailable`, within a second, by
 * design): on a machine busy with other suites, fifty requests at one instant can meet that.
 */
export async function patiently(attempt: () => Promise<string>): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const answer = await attempt();
    if (!answer.startsWith('503 unavailable') || tries === 20) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
  }
}
