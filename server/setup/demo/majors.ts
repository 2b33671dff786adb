import type { DemoMajor, UniversityKey } from './types.ts';

/** What a résumé of this major talks about; keys of `RESUME_KITS`. */
export type StudyField =
  | 'mechanical'
  | 'vehicle'
  | 'electrical'
  | 'electronics'
  | 'computing'
  | 'biofood'
  | 'chemistry'
  | 'textile'
  | 'civil'
  | 'environment'
  | 'finance'
  | 'trade'
  | 'design'
  | 'language';

/** A major, the field it belongs to, and how many of each hundred demo graduates of a university read it. */
export type CatalogueMajor = DemoMajor & { field: StudyField; share: Record<UniversityKey, number> };

const ENGINEERING = { zh: '工学', en: 'Engineering' };
const SCIENCE = { zh: '理学', en: 'Science' };
const ECONOMICS = { zh: '经济学', en: 'Economics' };
const MANAGEMENT = { zh: '管理学', en: 'Management' };
const LITERATURE = { zh: '文学', en: 'Literature' };
const ART = { zh: '艺术学', en: 'Art' };
const MEDICINE = { zh: '医学', en: 'Medicine' };

function major(
  code: string,
  zh: string,
  en: string,
  discipline: DemoMajor['discipline'],
  field: StudyField,
  jiangnan: number,
  huaxia: number,
): CatalogueMajor {
  return { code, name: { zh, en }, discipline, field, share: { jiangnan, 'wuhan-huaxia': huaxia } };
}

/**
 * Majors with their codes in the national catalogue (普通高等学校本科专业目录). The shares are invented for the demo and
 * say nothing about what the two universities offer.
 */
export const MAJORS: readonly CatalogueMajor[] = [
  major('020301K', '金融学', 'Finance', ECONOMICS, 'finance', 2, 2),
  major('020401', '国际经济与贸易', 'International Economics and Trade', ECONOMICS, 'trade', 2, 3),
  major('050101', '汉语言文学', 'Chinese Language and Literature', LITERATURE, 'language', 2, 0),
  major('050201', '英语', 'English', LITERATURE, 'language', 2, 3),
  major('070302', '应用化学', 'Applied Chemistry', SCIENCE, 'chemistry', 3, 0),
  major('071201', '统计学', 'Statistics', SCIENCE, 'finance', 1, 0),
  major('080201', '机械工程', 'Mechanical Engineering', ENGINEERING, 'mechanical', 6, 0),
  major(
    '080202',
    '机械设计制造及其自动化',
    'Mechanical Design, Manufacturing and Automation',
    ENGINEERING,
    'mechanical',
    0,
    9,
  ),
  major('080203', '材料成型及控制工程', 'Material Forming and Control Engineering', ENGINEERING, 'mechanical', 1, 3),
  major('080204', '机械电子工程', 'Mechatronic Engineering', ENGINEERING, 'mechanical', 3, 3),
  major('080205', '工业设计', 'Industrial Design', ENGINEERING, 'design', 4, 1),
  major('080207', '车辆工程', 'Vehicle Engineering', ENGINEERING, 'vehicle', 0, 12),
  major('080208', '汽车服务工程', 'Automotive Service Engineering', ENGINEERING, 'vehicle', 0, 7),
  major('080213T', '智能制造工程', 'Intelligent Manufacturing Engineering', ENGINEERING, 'mechanical', 2, 2),
  major('080407', '高分子材料与工程', 'Polymer Materials and Engineering', ENGINEERING, 'chemistry', 3, 0),
  major('080601', '电气工程及其自动化', 'Electrical Engineering and Automation', ENGINEERING, 'electrical', 3, 5),
  major('080701', '电子信息工程', 'Electronic Information Engineering', ENGINEERING, 'electronics', 2, 4),
  major('080703', '通信工程', 'Communication Engineering', ENGINEERING, 'electronics', 1, 2),
  major('080704', '微电子科学与工程', 'Microelectronics Science and Engineering', ENGINEERING, 'electronics', 3, 0),
  major('080717T', '人工智能', 'Artificial Intelligence', ENGINEERING, 'computing', 3, 0),
  major('080801', '自动化', 'Automation', ENGINEERING, 'electrical', 4, 3),
  major('080803T', '机器人工程', 'Robotics Engineering', ENGINEERING, 'electrical', 0, 2),
  major('080901', '计算机科学与技术', 'Computer Science and Technology', ENGINEERING, 'computing', 5, 6),
  major('080902', '软件工程', 'Software Engineering', ENGINEERING, 'computing', 0, 5),
  major('080905', '物联网工程', 'Internet of Things Engineering', ENGINEERING, 'electronics', 4, 2),
  major('080910T', '数据科学与大数据技术', 'Data Science and Big Data Technology', ENGINEERING, 'computing', 2, 2),
  major('081001', '土木工程', 'Civil Engineering', ENGINEERING, 'civil', 2, 5),
  major('081301', '化学工程与工艺', 'Chemical Engineering and Technology', ENGINEERING, 'chemistry', 4, 0),
  major('081302', '制药工程', 'Pharmaceutical Engineering', ENGINEERING, 'biofood', 2, 3),
  major('081601', '纺织工程', 'Textile Engineering', ENGINEERING, 'textile', 4, 0),
  major('081602', '服装设计与工程', 'Fashion Design and Engineering', ENGINEERING, 'textile', 2, 0),
  major('081701', '轻化工程', 'Light Chemical Engineering', ENGINEERING, 'textile', 2, 0),
  major('081702', '包装工程', 'Packaging Engineering', ENGINEERING, 'chemistry', 2, 0),
  major('082502', '环境工程', 'Environmental Engineering', ENGINEERING, 'environment', 3, 0),
  major('082701', '食品科学与工程', 'Food Science and Engineering', ENGINEERING, 'biofood', 9, 0),
  major('082702', '食品质量与安全', 'Food Quality and Safety', ENGINEERING, 'biofood', 4, 0),
  major('083001', '生物工程', 'Bioengineering', ENGINEERING, 'biofood', 6, 3),
  major('100701', '药学', 'Pharmacy', MEDICINE, 'biofood', 1, 0),
  major('120105', '工程造价', 'Engineering Cost', MANAGEMENT, 'civil', 0, 4),
  major('120201K', '工商管理', 'Business Administration', MANAGEMENT, 'trade', 2, 1),
  major('120202', '市场营销', 'Marketing', MANAGEMENT, 'trade', 0, 2),
  major('120203K', '会计学', 'Accounting', MANAGEMENT, 'finance', 2, 2),
  major('120204', '财务管理', 'Financial Management', MANAGEMENT, 'finance', 0, 4),
  major('120601', '物流管理', 'Logistics Management', MANAGEMENT, 'trade', 0, 3),
  major('120801', '电子商务', 'E-commerce', MANAGEMENT, 'trade', 0, 2),
  major('130502', '视觉传达设计', 'Visual Communication Design', ART, 'design', 3, 2),
  major('130503', '环境设计', 'Environmental Design', ART, 'design', 1, 2),
  major('130504', '产品设计', 'Product Design', ART, 'design', 2, 1),
];

const MAJOR_BY_CODE = new Map(MAJORS.map((entry) => [entry.code, entry]));

/** The major of a code. Throws where the catalogue above has none. */
export function majorOf(code: string): CatalogueMajor {
  const found = MAJOR_BY_CODE.get(code);
  if (found === undefined) throw new RangeError(`No demo major has the code ${code}.`);
  return found;
}
