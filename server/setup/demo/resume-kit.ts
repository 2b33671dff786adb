import type { SeededRandom } from './random.ts';

/** A line of experience to draw from; `points` hold `{low-high}` where a number is drawn. */
export type ExperienceTemplate = { organization: string; role: string; points: readonly string[] };

/** What graduates of one field write in their résumés (Chinese, as the PDF sets it). */
export type ResumeKit = {
  courses: readonly string[];
  skills: readonly string[];
  awards: readonly string[];
  /** Positions they look for. */
  wishes: readonly string[];
  projects: readonly ExperienceTemplate[];
  internships: readonly ExperienceTemplate[];
};

/** Writes down a project or internship: `organization|role|point|point|...`. */
function experience(text: string): ExperienceTemplate {
  const [organization = '', role = '', ...points] = text.split('|');
  return { organization, role, points };
}

/** Writes down a kit; lists are parted by `、`. */
export function kit(
  courses: string,
  skills: string,
  awards: string,
  wishes: string,
  projects: readonly string[],
  internships: readonly string[],
): ResumeKit {
  return {
    courses: courses.split('、'),
    skills: skills.split('、'),
    awards: awards.split('、'),
    wishes: wishes.split('、'),
    projects: projects.map(experience),
    internships: internships.map(experience),
  };
}

/** Puts a drawn number in the place of each `{low-high}`. */
export function fillNumbers(random: SeededRandom, text: string): string {
  return text.replace(/\{(\d+)-(\d+)\}/g, (_, low: string, high: string) =>
    String(random.int(Number(low), Number(high))),
  );
}
