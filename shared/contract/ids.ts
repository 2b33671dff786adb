import { z } from 'zod';

/** Ids are random UUIDs from the database; the brand keeps one kind from being passed for another. */
export const UserId = z.string().min(1).max(64).brand<'UserId'>();
export const UniversityId = z.uuid().brand<'UniversityId'>();
export const EmployerId = z.uuid().brand<'EmployerId'>();
export const FairId = z.uuid().brand<'FairId'>();
export const HallId = z.uuid().brand<'HallId'>();
export const BoothId = z.uuid().brand<'BoothId'>();
export const DeskId = z.uuid().brand<'DeskId'>();
export const PositionId = z.uuid().brand<'PositionId'>();
export const ResumeId = z.uuid().brand<'ResumeId'>();
export const DropOffId = z.uuid().brand<'DropOffId'>();
export const TicketId = z.uuid().brand<'TicketId'>();
export const InterviewId = z.uuid().brand<'InterviewId'>();

export type UserId = z.infer<typeof UserId>;
export type UniversityId = z.infer<typeof UniversityId>;
export type EmployerId = z.infer<typeof EmployerId>;
export type FairId = z.infer<typeof FairId>;
export type HallId = z.infer<typeof HallId>;
export type BoothId = z.infer<typeof BoothId>;
export type DeskId = z.infer<typeof DeskId>;
export type PositionId = z.infer<typeof PositionId>;
export type ResumeId = z.infer<typeof ResumeId>;
export type DropOffId = z.infer<typeof DropOffId>;
export type TicketId = z.infer<typeof TicketId>;
export type InterviewId = z.infer<typeof InterviewId>;
