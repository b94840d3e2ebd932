/** What the parts of an answer outline are called on screen, and what each asks for. */

import type { Frame, FRAMES } from '../../../shared/deck/card.ts';

export type OutlinePart = (typeof FRAMES)[Frame][number];

export const PART_WORDS: Record<OutlinePart, { label: string; prompt: string }> = {
  context: { label: 'Context', prompt: 'Where are we, and who needs what?' },
  constraint: { label: 'Constraint', prompt: 'What must hold, whatever you choose?' },
  decision: { label: 'Decision', prompt: 'What do you choose?' },
  tradeoff: { label: 'Tradeoff', prompt: 'What do you give up, and why is that acceptable?' },
  outcome: { label: 'Outcome', prompt: 'What follows, and how would you see it?' },
  situation: { label: 'Situation', prompt: 'When and where was it, in two sentences?' },
  task: { label: 'Task', prompt: 'What were you responsible for?' },
  action: { label: 'Action', prompt: 'What did you do yourself, step by step?' },
  result: { label: 'Result', prompt: 'What was the result? A number, if there is one.' },
  symptom: { label: 'Symptom', prompt: 'What did you see, and what did you expect?' },
  hypothesis: { label: 'Hypothesis', prompt: 'What could explain it? The likeliest first.' },
  evidence: { label: 'Evidence', prompt: 'What would tell these apart, and what did you find?' },
  fix: { label: 'Fix', prompt: 'What do you change, and how do you know it worked?' },
  risk: { label: 'Risk', prompt: 'What could break, and who would notice?' },
  seam: { label: 'Seam', prompt: 'Where can a test reach it?' },
  check: { label: 'Check', prompt: 'What exactly do you assert?' },
  know: { label: 'Know', prompt: 'What are you sure of?' },
  verify: { label: 'Verify', prompt: 'What would you check first, and how?' },
  does: { label: 'Does', prompt: 'What does this code do? One sentence.' },
  'would-change': { label: 'Would change', prompt: 'What finding would change your mind?' },
};
