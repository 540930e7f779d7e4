using System.Net;
using System.Text.Json.Nodes;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Resources;

/// <content>What is refused: to strangers, and to everybody.</content>
public sealed partial class ResourceTests
{
    // Everybody may ask who they are and what they may do.
    private static readonly string[] OpenToAll = ["selfsubjectreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews"];

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_stranger_is_refused_every_verb(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        foreach (var verb in resource.Definition.Verbs.Where(_ => !OpenToAll.Contains(resource.Definition.Plural)))
        {
            var body = resource.New(ns);
            var hasName = verb is "get" or "update" or "patch" or "delete";
            var path = hasName ? resource.Path(ns, body) : resource.Collection(ns) + (verb == "watch" ? "?watch=true" : "");
            var mediaType = verb == "patch" ? JsonApi.MergePatch : JsonApi.Json;
            var answer = await _api.SendAsync(Method(verb), path, verb is "create" or "update" or "patch" ? body : null, mediaType, user: "stranger");
            answer.Expect(HttpStatusCode.Forbidden);
            Assert.Equal(Denial(resource, verb, hasName ? ServedResource.NameOf(body) : "", ns), answer.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_verb_that_the_resource_has_not_is_not_allowed(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        foreach (var verb in new[] { "create", "list", "deletecollection" }.Where(verb => !resource.Can(verb)))
        {
            var answer = await _api.SendAsync(Method(verb), resource.Collection(ns), verb == "create" ? resource.New(ns) : null);
            answer.Expect(HttpStatusCode.MethodNotAllowed);
            Assert.Equal("the server does not allow this method on the requested resource", answer.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_review_is_answered_and_not_kept(string name)
    {
        var (resource, ns) = await ArrangeAsync(name);
        if (resource.Can("get") || resource.Can("list") || resource.Definition.Plural == "bindings")
        {
            return;
        }

        var review = resource.New(ns);
        review.Remove("metadata");
        var answer = (await _api.PostAsync(resource.Collection(ns), review)).Expect(HttpStatusCode.Created);
        Assert.Equal(resource.Definition.Kind.Kind, (string?)answer["kind"]);
        Assert.NotNull(answer["status"]);
    }

    [Fact]
    public async Task A_binding_places_the_pod_that_it_names()
    {
        var (pods, ns, _, path) = await CreateAsync("pods/v1");
        var binding = ServedResource.All["bindings/v1"].New(ns);
        binding["metadata"]!["name"] = path.Split('/')[^1];
        var bindings = ServedResource.All["bindings/v1"].Collection(ns);
        (await _api.PostAsync(bindings, binding)).Expect(HttpStatusCode.Created);
        Assert.Equal("n", (string?)(await _api.ReadAsync(path))["spec"]!["nodeName"]);
        binding["metadata"]!["name"] = "nowhere";
        var missing = await _api.PostAsync(bindings, binding);
        missing.Expect(HttpStatusCode.NotFound);
        Assert.Equal($"{pods.QualifiedName} \"nowhere\" not found", missing.Message);
    }

    private static HttpMethod Method(string verb) => verb switch
    {
        "create" => HttpMethod.Post,
        "update" => HttpMethod.Put,
        "patch" => HttpMethod.Patch,
        "delete" or "deletecollection" => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    private static string Denial(ServedResource resource, string verb, string name, string ns)
    {
        var definition = resource.Definition;
        var what = name.Length == 0 ? resource.QualifiedName : $"{resource.QualifiedName} \"{name}\"";
        // A namespace is in itself.
        var scope = definition.Namespaced ? ns : definition.Plural == "namespaces" ? name : "";
        return $"{what} is forbidden: User \"stranger\" cannot {verb} resource \"{definition.Plural}\" in API group \"{definition.Kind.Group}\" "
            + (scope.Length == 0 ? "at the cluster scope" : $"in the namespace \"{scope}\"");
    }
}
