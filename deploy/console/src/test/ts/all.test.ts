import './completion.test.ts';
import './comparison.test.ts';
import './feedback.test.ts';
import './format.test.ts';
import './integrations.test.ts';
import './lists.test.ts';
import './requests.test.ts';
import './session.test.ts';
