import type { EmbeddedFont } from './pdf/embedded-font.ts';
import { type Colour, PAGE_HEIGHT, PAGE_WIDTH, type PageCanvas, type TextStyle } from './pdf/page-canvas.ts';
import type { DemoDegree, DemoResume, ResumeExperience } from './types.ts';

const MARGIN = 50;
const RIGHT = PAGE_WIDTH - MARGIN;
const FOOTER_Y = PAGE_HEIGHT - 30;
/** Nothing of the résumé itself may stand below. */
const BOTTOM = FOOTER_Y - 18;

const INK: Colour = [0.13, 0.15, 0.18];
const MUTED: Colour = [0.42, 0.45, 0.5];
const HAIRLINE: Colour = [0.86, 0.88, 0.9];
const WHITE: Colour = [1, 1, 1];

/** So that 483 résumés don't all look the same. */
const ACCENTS: readonly Colour[] = [
  [0.09, 0.33, 0.55],
  [0.05, 0.42, 0.42],
  [0.42, 0.18, 0.35],
  [0.2, 0.27, 0.36],
  [0.55, 0.27, 0.1],
];

const DEGREE_TEXT: Readonly<Record<DemoDegree, string>> = {
  associate: '专科',
  bachelor: '本科',
  master: '硕士研究生',
  doctor: '博士研究生',
};
const YEARS_OF_STUDY: Readonly<Record<DemoDegree, number>> = { associate: 3, bachelor: 4, master: 3, doctor: 4 };

const EXPERIENCE_TITLES: readonly (readonly [ResumeExperience['kind'], string])[] = [
  ['internship', '实习经历'],
  ['project', '项目经历'],
  ['campus', '校园经历'],
];

/** Said at the foot of every page, since a PDF travels without the fair around it. */
const FOOTER = '演示简历：由程序生成，人物与经历均为虚构。Generated demo résumé; this person does not exist.';

/** The two weights a résumé is set in. */
export type ResumeFonts = { text: EmbeddedFont; strong: EmbeddedFont };

class ResumeSheet {
  readonly #canvas: PageCanvas;
  readonly #fonts: ResumeFonts;
  readonly #density: number;
  readonly #accent: Colour;
  #y = 0;

  constructor(canvas: PageCanvas, fonts: ResumeFonts, accent: Colour, density: number) {
    this.#canvas = canvas;
    this.#fonts = fonts;
    this.#accent = accent;
    this.#density = density;
  }

  get y(): number {
    return this.#y;
  }

  header(resume: DemoResume): void {
    const canvas = this.#canvas;
    canvas.rectangle(0, 0, PAGE_WIDTH, 7, this.#accent);
    canvas.text(MARGIN, 66, resume.name, this.#strong(27, INK));
    const nameWidth = this.#fonts.strong.widthOf(resume.name, 27);
    canvas.text(MARGIN + nameWidth + 12, 66, resume.pinyinName, this.#text(11.5, MUTED));
    const wishes = `求职意向：${resume.wishPosition}　|　意向城市：${resume.wishCities.join('、')}`;
    canvas.text(MARGIN, 89, wishes, this.#strong(10.5, this.#accent));
    const facts = [resume.gender, resume.phone, resume.email, `学号 ${resume.studentNumber}`].join('　|　');
    canvas.text(MARGIN, 108, facts, this.#text(9, MUTED));
    const surname = resume.name.slice(0, 1);
    canvas.disc(RIGHT - 29, 74, 29, this.#accent);
    canvas.text(RIGHT - 29 - this.#fonts.strong.widthOf(surname, 26) / 2, 83.5, surname, this.#strong(26, WHITE));
    this.#y = 118;
  }

  section(title: string): void {
    this.#y += 25 * this.#density;
    this.#canvas.rectangle(MARGIN, this.#y - 10, 3.5, 12, this.#accent);
    this.#canvas.text(MARGIN + 11, this.#y, title, this.#strong(12, this.#accent));
    this.#canvas.rectangle(MARGIN, this.#y + 6.5, RIGHT - MARGIN, 0.7, HAIRLINE);
    this.#y += 6;
  }

  /** A line with a name in bold, what it was, and its time on the right. */
  entry(name: string, role: string, from: string, to: string): void {
    this.#y += 18 * this.#density;
    this.#canvas.text(MARGIN, this.#y, name, this.#strong(10.5, INK));
    const nameWidth = this.#fonts.strong.widthOf(name, 10.5);
    this.#canvas.text(MARGIN + nameWidth + 14, this.#y, role, this.#text(10, INK));
    this.#canvas.textRight(RIGHT, this.#y, `${from} – ${to}`, this.#text(9.5, MUTED));
  }

  bullet(content: string): void {
    const leading = 15.5 * this.#density;
    this.#y += leading;
    this.#canvas.disc(MARGIN + 4, this.#y - 3.4, 1.5, this.#accent);
    const style = this.#text(9.8, INK);
    this.#y = this.#canvas.paragraph(MARGIN + 13, this.#y, RIGHT - MARGIN - 13, leading, content, style) - leading;
  }

  /** A paragraph after a short label in bold; no label where it is empty. */
  labelled(label: string, content: string): void {
    const leading = 15.5 * this.#density;
    this.#y += leading;
    let indent = 0;
    if (label !== '') {
      this.#canvas.text(MARGIN, this.#y, label, this.#strong(9.8, INK));
      indent = this.#fonts.strong.widthOf(label, 9.8) + 10;
    }
    const width = RIGHT - MARGIN - indent;
    const style = this.#text(9.8, INK);
    this.#y = this.#canvas.paragraph(MARGIN + indent, this.#y, width, leading, content, style) - leading;
  }

  footer(): void {
    this.#canvas.rectangle(MARGIN, FOOTER_Y - 12, RIGHT - MARGIN, 0.5, HAIRLINE);
    this.#canvas.text(MARGIN, FOOTER_Y, FOOTER, this.#text(7.5, MUTED));
  }

  #text(size: number, colour: Colour): TextStyle {
    return { font: this.#fonts.text, resource: 'F1', size, colour };
  }

  #strong(size: number, colour: Colour): TextStyle {
    return { font: this.#fonts.strong, resource: 'F2', size, colour };
  }
}

/** Sets a résumé on one page. Gives false where it ran over the bottom: set it again, tighter. */
export function layOutResume(canvas: PageCanvas, fonts: ResumeFonts, resume: DemoResume, density: number): boolean {
  const serial = Number.parseInt(resume.studentNumber.replace(/\D/g, ''), 10) || 0;
  const sheet = new ResumeSheet(canvas, fonts, ACCENTS[serial % ACCENTS.length] ?? INK, density);
  sheet.header(resume);

  sheet.section('教育背景');
  const entered = `${resume.graduationYear - YEARS_OF_STUDY[resume.degree]}.09`;
  const role = `${resume.major} · ${DEGREE_TEXT[resume.degree]}`;
  sheet.entry(resume.university, role, entered, `${resume.graduationYear}.06`);
  sheet.labelled('', `${resume.universityEn}, ${resume.majorEn}`);
  sheet.labelled('平均绩点', resume.gpa);
  sheet.labelled('主修课程', resume.courses.join('、'));

  for (const [kind, title] of EXPERIENCE_TITLES) {
    const experiences = resume.experiences.filter((experience) => experience.kind === kind);
    if (experiences.length === 0) continue;
    sheet.section(title);
    for (const experience of experiences) {
      sheet.entry(experience.organization, experience.role, experience.from, experience.to);
      for (const point of experience.points) sheet.bullet(point);
    }
  }

  sheet.section('技能与奖项');
  sheet.labelled('专业技能', resume.skills.join('、'));
  sheet.labelled('语言证书', resume.languages.join('、'));
  if (resume.awards.length > 0) sheet.labelled('获奖情况', resume.awards.join('、'));

  sheet.section('自我评价');
  sheet.labelled('', resume.summary);
  sheet.footer();
  return sheet.y <= BOTTOM;
}
