package dev.liverun.runner.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of other tools' documents: workflows that say what the original did, and keep no credential. */
class DraftsTest {

    private static final String CANARY = "canary-credential-0815";

    @Test
    void anOpenApiResourceBecomesItsLife() throws Exception {
        var drafts = OpenApiReader.read("shop", DraftText.jsonOrYaml("""
                openapi: 3.0.3
                info: {title: Shop}
                servers: [{url: "https://shop.example/api/v1"}]
                components:
                  schemas:
                    Order:
                      type: object
                      required: [id, total]
                      properties:
                        id: {type: string, readOnly: true}
                        total: {type: string, example: "9.99"}
                        note: {type: string, nullable: true}
                        parent: {$ref: '#/components/schemas/Order'}
                paths:
                  /orders/{id}:
                    delete: {summary: Delete an order, responses: {'204': {description: gone}}}
                    get:
                      summary: Read an order
                      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
                  /orders:
                    post:
                      summary: Create an order
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
                      responses: {'201': {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
                    get:
                      summary: List orders
                      parameters: [{name: page_size, in: query, required: true, schema: {type: integer, default: 20}}]
                      responses: {'200': {description: all}}
                """));

        assertThat(drafts).singleElement().satisfies(draft -> assertThat(draft.name())
                .isEqualTo("shop-orders"));
        var workflow = read(drafts.get(0));
        assertThat(workflow.steps())
                .extracting(step -> step.name())
                .containsExactly("List orders", "Create an order", "Read an order", "Delete an order");
        var create = workflow.steps().get(1);
        assertThat(create.kind()).isEqualTo(StepKind.WRITE);
        assertThat(create.captures()).singleElement().satisfies(capture -> assertThat(capture.name())
                .isEqualTo("order_id"));
        assertThat(create.undo().request().url().source()).isEqualTo("/api/v1/orders/${order_id}");
        assertThat(create.assertions())
                .extracting(assertion -> assertion.name())
                .contains("the body conforms to its schema");
        assertThat(workflow.steps().get(2).request().url().source()).isEqualTo("/api/v1/orders/${order_id}");
        assertThat(workflow.variable("page_size")).isPresent();
        assertThat(drafts.get(0).document()).contains("9.99");
    }

    @Test
    void aPostmanCollectionKeepsItsVariablesStatusesAndWhatItSetsFromAnswers() throws Exception {
        var drafts = PostmanReader.read("bank", DraftText.json("""
                {"info": {"name": "Bank"}, "variable": [{"key": "base", "value": "https://bank.example"}, {"key": "currency", "value": "EUR"}],
                 "item": [{"name": "Accounts", "item": [
                   {"name": "Sign in", "request": {"method": "POST", "url": {"raw": "{{base}}/login"},
                     "header": [{"key": "Authorization", "value": "Bearer %s"}, {"key": "X-Trace", "value": "{{$guid}}"}],
                     "body": {"mode": "raw", "raw": "{\\"currency\\": \\"{{currency}}\\", \\"user\\": \\"{{user}}\\"}", "options": {"raw": {"language": "json"}}}},
                    "event": [{"listen": "test", "script": {"exec": ["pm.test('ok', () => pm.response.to.have.status(201));",
                     "pm.collectionVariables.set('token', pm.response.json().data.token);"]}}]},
                   {"name": "Read", "request": {"method": "GET", "url": "{{base}}/accounts/{{token}}"}}]}]}
                """.formatted(CANARY)));

        var draft = drafts.get(0);
        var workflow = read(draft);
        assertThat(draft.name()).isEqualTo("bank-accounts");
        assertThat(draft.document()).doesNotContain(CANARY).contains("${uuid()}", "currency: EUR", "user: null");
        assertThat(draft.notes()).anySatisfy(note -> assertThat(note).contains("https://bank.example"));
        var signIn = workflow.steps().get(0);
        assertThat(signIn.captures())
                .singleElement()
                .satisfies(capture -> assertThat(capture.subject().label()).isEqualTo("jsonpath $.data.token"));
        assertThat(workflow.steps().get(1).request().url().source()).isEqualTo("/accounts/${token}");
    }

    @Test
    void aRecordingBecomesTheCallsOfTheApiAndTheirConnections() throws Exception {
        var drafts = HarReader.read("checkout", DraftText.json("""
                {"log": {"entries": [
                  {"request": {"method": "GET", "url": "https://shop.example/logo.png", "headers": []},
                   "response": {"status": 200, "content": {"mimeType": "image/png"}}},
                  {"request": {"method": "POST", "url": "https://shop.example/carts", "headers": [{"name": "Cookie", "value": "%s"},
                     {"name": "User-Agent", "value": "Mozilla"}, {"name": "X-Version", "value": "2"}],
                     "postData": {"mimeType": "application/json", "text": "{\\"item\\": \\"pear\\"}"}},
                   "response": {"status": 201, "content": {"mimeType": "application/json", "text": "{\\"cart\\": {\\"id\\": \\"cart-12345\\"}}"}}},
                  {"request": {"method": "GET", "url": "https://shop.example/carts/cart-12345?full=1", "headers": []},
                   "response": {"status": 200, "content": {"mimeType": "application/json", "text": "{}"}}}]}}
                """.formatted(CANARY)));

        var workflow = read(drafts.get(0));
        assertThat(workflow.steps()).hasSize(2);
        assertThat(drafts.get(0).document())
                .doesNotContain(CANARY)
                .doesNotContain("Mozilla")
                .contains("X-Version");
        assertThat(workflow.steps().get(0).captures())
                .singleElement()
                .satisfies(capture -> assertThat(capture.subject().label()).isEqualTo("jsonpath $.cart.id"));
        assertThat(workflow.steps().get(1).request().url().source()).isEqualTo("/carts/${id}");
        assertThat(workflow.steps().get(1).request().query()).containsKey("full");
    }

    @Test
    void curlCommandsBecomeSteps() throws Exception {
        var drafts = CurlReader.read("ping", """
                curl -sS 'https://api.example/v1/ping?deep=true' -H 'Accept: */*' -H "Authorization: Bearer %s"
                curl https://api.example/v1/things \\
                  -u user:%s \\
                  -H 'Content-Type: application/json' \\
                  --data-raw '{"name": "it'\\''s", "cost": "${5}"}'
                curl -X DELETE --url=https://api.example/v1/things/1
                curl https://api.example/form -d a=1 -d 'b=x y'
                """.formatted(CANARY, CANARY));

        var workflow = read(drafts.get(0));
        assertThat(drafts.get(0).document()).doesNotContain(CANARY).contains("it's");
        assertThat(workflow.steps())
                .extracting(step ->
                        step.request().method() + " " + step.request().url().source())
                .containsExactly("GET /v1/ping", "POST /v1/things", "DELETE /v1/things/1", "POST /form");
        assertThat(workflow.steps().get(1).kind()).isEqualTo(StepKind.WRITE);
        assertThat(drafts.get(0).notes()).anySatisfy(note -> assertThat(note).contains("https://api.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "echo hello", "curl", "curl 'https://a", "curl ftp://a/b", "curl -X BREW http://a/"})
    void whatIsNoCurlIsRefused(String text) {
        assertThatThrownBy(() -> CurlReader.read("a", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"openapi\": \"2.0\"}", "{\"openapi\": \"3.0.0\", \"paths\": {}}"})
    void whatIsNoOpenApiIsRefused(String text) {
        assertThatThrownBy(() -> OpenApiReader.read("a", DraftText.jsonOrYaml(text)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostmanReader.read("a", DraftText.jsonOrYaml(text)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HarReader.read("a", DraftText.jsonOrYaml(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static WorkflowDefinition read(Draft.Written draft) throws InvalidWorkflowException {
        try {
            return WorkflowReader.read(draft.document());
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e.findings() + "\n" + draft.document(), e);
        }
    }
}
