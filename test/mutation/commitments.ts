/* The tests that have to notice a mutant of commitments/, in one file: jest then makes one environment per mutant. */
import '../unit/commitments/answer.test.ts';
import '../unit/commitments/capacity.test.ts';
import '../unit/commitments/counter.test.ts';
import '../unit/commitments/figures.test.ts';
import '../unit/commitments/fulfilment.test.ts';
import '../unit/commitments/proposal.test.ts';
import '../unit/commitments/transitions.test.ts';
import '../unit/commitments/worked-example.test.ts';
