export { checkPlan, type PlanCheck, type PlanContext } from './plan/check-plan.js';
export { defaultSteps, stepsOf, wraps } from './plan/default-steps.js';
export { newPlanText, type NewPlan } from './plan/new-plan.js';
export { planJsonSchema } from './plan/plan-schema.js';
export { LARGEST_PLAN, planSha256, readPlan, type ReadPlan } from './plan/read-plan.js';
export type { CeremonyKek, CeremonyWork, OutputFile, StepWork } from './work.js';
