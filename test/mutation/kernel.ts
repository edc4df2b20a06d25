/* The tests that have to notice a mutant of kernel/, in one file: jest then makes one environment per mutant. */
import '../unit/kernel/dates.test.ts';
import '../unit/kernel/parse-quantity.test.ts';
import '../unit/kernel/quantity.test.ts';
import '../unit/kernel/units.test.ts';
