import type { DemoUniversity, UniversityKey } from './types.ts';

/** The paired universities of the mission: real institutions, with nothing real said about them but their names. */
export const UNIVERSITIES: readonly DemoUniversity[] = [
  {
    key: 'jiangnan',
    name: { zh: '江南大学', en: 'Jiangnan University' },
    city: { zh: '无锡', en: 'Wuxi' },
    role: 'host',
  },
  {
    key: 'wuhan-huaxia',
    name: { zh: '武汉华夏理工学院', en: 'Wuhan Huaxia University of Technology' },
    city: { zh: '武汉', en: 'Wuhan' },
    role: 'partner',
  },
];

/** Mail domain of the demo people of a university; `.example` never resolves (RFC 2606). */
export const UNIVERSITY_MAIL_DOMAIN: Readonly<Record<UniversityKey, string>> = {
  jiangnan: 'jn.demo.cloudfair.example',
  'wuhan-huaxia': 'hx.demo.cloudfair.example',
};

/** The university of a key. Throws where there is none. */
export function universityOf(key: UniversityKey): DemoUniversity {
  const found = UNIVERSITIES.find((entry) => entry.key === key);
  if (found === undefined) throw new RangeError(`No demo university has the key ${key}.`);
  return found;
}
