export { Resumes } from './resumes.tsx';
