// The documented blocks that use what the others define: each as it stands, in a function that a test calls.

async function quickStart(login, password, expiresAt, validateToken = validateByCompany) {
// 1. Get company token
const companyToken = await getCompanyToken(login, password);

// 2. Get organization
const organizations = await getOrganizations(companyToken);
const orgId = organizations[0].id;

// 3. Get operator
const operators = await getOperators(companyToken, orgId);
const operatorId = operators[0].id;

// 4. Generate operator token
const operatorToken = await getOperatorToken(
  companyToken,
  operatorId,
  expiresAt
);

// 5. Validate token
const isValid = await validateToken(companyToken, operatorToken);

return { operatorToken, isValid };
}

async function bothDepartments() {
// Usage
await loadWidgetForOrganization('sales');
await loadWidgetForOrganization('support');
}

async function development() {
// Use test token for development
const isDevelopment = process.env.NODE_ENV === 'development';
const token = isDevelopment
  ? 'test-token-for-development'
  : await getProductionToken();

loadWidget(token);
}

function integrationTests() {
describe('ChatHub Widget', () => {
  it('should load widget with valid token', async () => {
    const token = await getTestToken();
    loadWidget(token);

    await waitFor(() => {
      const widget = document.getElementById('operator-chat-panel-script');
      expect(widget).toBeTruthy();
    });
  });

  it('should handle invalid token', async () => {
    const invalidToken = 'invalid-token';

    try {
      await loadWidget(invalidToken);
    } catch (error) {
      expect(error.message).toContain('Invalid token');
    }
  });
});
}

// What the blocks name and each company fills: the documented calls, and a test runner of five lines.
const api = "https://widget.example.com";
const ask = async (path, token, body) => {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(api + path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
  return answer.json();
};
const getCompanyToken = (login, password) => ask("/api/company/get-token", null, { login, password });
const getOrganizations = (token) => ask("/api/company/organization", token);
const getOperators = (token, organization) => ask(`/api/operator?organizationId=${organization}`, token);
const getOperatorToken = (token, id, expiresAt) => ask("/api/operator/get-token", token, { id, expiresAt });
const validateByCompany = async (companyToken, token) =>
  (await ask("/api/operator/validate-token", companyToken, { token })).isValid;
const getProductionToken = async () => JSON.parse(JSON.parse(await tokenAsText()).token);
const getTestToken = getProductionToken;

const cases = [];
const describe = (_name, define) => define();
const it = (name, run) => cases.push([name, run]);
const expect = (value) => ({
  toBeTruthy() {
    if (!value) throw new Error(`${value} is not truthy`);
  },
  toContain(part) {
    if (!value.includes(part)) throw new Error(`no ${part} in ${value}`);
  },
});
async function waitFor(check) {
  for (let attempt = 0; ; attempt++) {
    try {
      return check();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
async function runCases() {
  for (const [, run] of cases) await run();
  return cases.map(([name]) => name);
}
