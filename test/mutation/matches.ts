/* The tests that have to notice a mutant of matches/, in one file: jest then makes one environment per mutant. */
import '../unit/matches/certificate-fit.test.ts';
import '../unit/matches/date-fit.test.ts';
import '../unit/matches/distance-fit.test.ts';
import '../unit/matches/fit.test.ts';
import '../unit/matches/fit-supplier.test.ts';
import '../unit/matches/knowledge.test.ts';
import '../unit/matches/quantity-fit.test.ts';
import '../unit/matches/subject.test.ts';
import '../unit/matches/supply-fit.test.ts';
