using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Handlers;

public sealed class PodBindingTests
{
    [Theory]
    [InlineData("b", "Node", "n1", "", 400, "name in URL does not match name in Binding object")]
    [InlineData("a", "Node", "", "", 500, "target.name: Required value")]
    [InlineData("a", "Pod", "", "", 500, "[target.kind: Unsupported value: \"Pod\": supported values: \"Node\", \"<empty>\", target.name: Required value]")]
    public async Task What_is_wrong_with_a_binding_is_told_in_upstreams_words(string name, string kind, string node, string version, int code, string message)
    {
        await using var server = await WithPodAsync();
        var error = await Assert.ThrowsAsync<ApiException>(() => BindAsync(server, name, kind, node, version));
        Assert.Equal((code, message), (error.Code, error.Status.Message));
    }

    [Fact]
    public async Task A_binding_of_an_older_version_of_the_pod_conflicts()
    {
        await using var server = await WithPodAsync();
        var error = await Assert.ThrowsAsync<ApiException>(() => BindAsync(server, "a", "Node", "n1", "1"));
        Assert.Equal(409, error.Code);
        Assert.Contains("Precondition failed: ResourceVersion in precondition: 1, ResourceVersion in object meta: ", error.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bound_pod_is_nominated_no_longer()
    {
        await using var server = await WithPodAsync();
        var pod = await server.Client.GetAsync<Pod>("default", "a", TestServer.Deadline);
        await server.Client.UpdateAsync(pod with { Status = pod.Status with { NominatedNodeName = "n2" } }, "status", TestServer.Deadline);
        await BindAsync(server, "a", "Node", "n1", "");
        pod = await server.Client.GetAsync<Pod>("default", "a", TestServer.Deadline);
        Assert.Equal(("n1", ""), (pod.Spec.NodeName, pod.Status.NominatedNodeName));
    }

    private static async Task<TestServer> WithPodAsync()
    {
        var server = await TestServer.StartAsync();
        await server.Client.CreateAsync(new Pod { Metadata = new ObjectMeta { Name = "a", Namespace = "default" } }, TestServer.Deadline);
        return server;
    }

    private static Task BindAsync(TestServer server, string name, string kind, string node, string version)
    {
        var binding = new Binding
        {
            Metadata = new ObjectMeta { Name = name, ResourceVersion = version },
            Target = new ObjectReference { Kind = kind, Name = node },
        };
        return server.Client.CreateSubresourceAsync<Pod, Binding>("default", "a", "binding", binding, TestServer.Deadline);
    }
}
