import type { z } from 'zod';
import type { CandidateView } from '#shared/contract/views.ts';

/** Who a candidate is: what a recruiter sees of them. */
export const candidateColumns = [
  'graduates.userId as candidateId',
  'users.name as candidateName',
  'graduates.universityId',
  'universities.nameZh as universityZh',
  'universities.nameEn as universityEn',
  'majors.code as majorCode',
  'majors.nameZh as majorZh',
  'majors.nameEn as majorEn',
  'graduates.degree',
  'graduates.graduationYear',
] as const;

type CandidateColumns = {
  candidateId: z.infer<typeof CandidateView>['userId'];
  candidateName: string;
  universityId: z.infer<typeof CandidateView>['university']['id'];
  universityZh: string;
  universityEn: string;
  majorCode: string;
  majorZh: string;
  majorEn: string;
  degree: z.infer<typeof CandidateView>['degree'];
  graduationYear: number;
};

/** A graduate as a recruiter of a booth they chose sees them. */
export function viewCandidate(row: CandidateColumns): z.infer<typeof CandidateView> {
  return {
    userId: row.candidateId,
    name: row.candidateName,
    university: { id: row.universityId, name: { zh: row.universityZh, en: row.universityEn } },
    major: { code: row.majorCode, zh: row.majorZh, en: row.majorEn },
    degree: row.degree,
    graduationYear: row.graduationYear,
  };
}
