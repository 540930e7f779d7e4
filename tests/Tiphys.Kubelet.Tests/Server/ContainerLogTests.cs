using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using ContainerState = Tiphys.Containers.ContainerState;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class ContainerLogTests : IDisposable
{
    private const string Lines = "2026-01-01T00:00:00.000000001Z stdout F one\n2026-01-01T00:00:01Z stderr F two\n2026-01-01T00:00:02Z stdout F three\n";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tiphys-logs-");

    private string Log(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("", "one\ntwo\nthree\n")]
    [InlineData("?tailLines=1", "three\n")]
    [InlineData("?tailLines=0", "")]
    [InlineData("?limitBytes=5", "one\nt")]
    [InlineData("?stream=Stderr", "two\n")]
    [InlineData("?stream=Stdout", "one\nthree\n")]
    [InlineData("?sinceTime=2026-01-01T00:00:01Z", "two\nthree\n")]
    [InlineData("?timestamps=true&tailLines=1", "2026-01-01T00:00:02Z three\n")]
    [InlineData("?tail=2", "two\nthree\n")]
    public async Task Options_choose_what_is_shown(string query, string expected)
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.AddContainer("default", "web", "app", logPath: Log("0.log", Lines));
        Assert.Equal((HttpStatusCode.OK, expected), await kubelet.GetAsync("/containerLogs/default/web/app" + query));
    }

    [Fact]
    public async Task Following_ends_with_the_container()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var path = Log("0.log", Lines);
        var id = kubelet.Runtime.AddContainer("default", "web", "app", logPath: path);
        using var http = kubelet.Http(kubelet.Admin);
        using var answer = await http.GetAsync("/containerLogs/default/web/app?follow=true&tailLines=1", HttpCompletionOption.ResponseHeadersRead, KubeletFixture.Deadline);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("three", await reader.ReadLineAsync(KubeletFixture.Deadline));
        await File.AppendAllTextAsync(path, "2026-01-01T00:00:03Z stdout F four\n");
        Assert.Equal("four", await reader.ReadLineAsync(KubeletFixture.Deadline));
        kubelet.Runtime.Exit(id);
        Assert.Null(await reader.ReadLineAsync(KubeletFixture.Deadline));
    }

    [Fact]
    public async Task Previous_is_the_run_before()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.AddContainer("default", "web", "app", ContainerState.Exited, 0, Log("0.log", "2026-01-01T00:00:00Z stdout F first\n"));
        Assert.Equal("first\n", (await kubelet.GetAsync("/containerLogs/default/web/app?previous=true")).Text);
        kubelet.Runtime.AddContainer("default", "web", "app", ContainerState.Running, 1, Log("1.log", Lines));
        Assert.Equal("first\n", (await kubelet.GetAsync("/containerLogs/default/web/app?previous=true")).Text);
        Assert.Equal("one\ntwo\nthree\n", (await kubelet.GetAsync("/containerLogs/default/web/app")).Text);
    }

    [Fact]
    public async Task A_log_outlives_its_container()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        Log("1.log", "2026-01-01T00:00:00Z stdout F gone\n");
        kubelet.Runtime.AddContainer("default", "web", "job", ContainerState.Running, 2, Log("2.log", Lines));
        Assert.Equal("gone\n", (await kubelet.GetAsync("/containerLogs/default/web/job?previous=true")).Text);
    }

    [Theory]
    [InlineData("/containerLogs/default/none/app", HttpStatusCode.NotFound, "pod \"none\" does not exist")]
    [InlineData("/containerLogs/default/web/none", HttpStatusCode.NotFound, "container \"none\" not found in pod \"web\"")]
    [InlineData("/containerLogs/default/new/app", HttpStatusCode.BadRequest, "container \"app\" in pod \"new\" is waiting to start: ContainerCreating")]
    [InlineData("/containerLogs/default/new/bad", HttpStatusCode.BadRequest, "container \"bad\" in pod \"new\" is waiting to start: trying and failing to pull image")]
    [InlineData("/containerLogs/default/web/app?previous=1", HttpStatusCode.BadRequest, "previous terminated container \"app\" in pod \"web\" not found")]
    [InlineData("/containerLogs/default/web/app?tailLines=-1", HttpStatusCode.UnprocessableEntity, "{\"message\": \"Invalid request.\"}")]
    [InlineData("/containerLogs/default/web/app?tailLines=x", HttpStatusCode.BadRequest, "{\"message\": \"Unable to decode query.\"}")]
    public async Task What_is_not_there_is_told_in_upstreams_words(string path, HttpStatusCode code, string text)
    {
        await using var kubelet = await KubeletFixture.StartAsync(pods: static () => [Waiting()]);
        Assert.Equal((code, text), await kubelet.GetAsync(path));
    }

    private static Pod Waiting() => new()
    {
        Metadata = new ObjectMeta { Name = "new", Namespace = "default", UID = "uid-9" },
        Spec = PodSpec.Empty with { Containers = [new Container { Name = "app" }, new Container { Name = "bad" }] },
        Status = PodStatus.Empty with { ContainerStatuses = [Status("app", "ContainerCreating"), Status("bad", "ImagePullBackOff")] },
    };

    private static Api.Core.V1.ContainerStatus Status(string name, string reason) => new()
    {
        Name = name,
        State = Api.Core.V1.ContainerState.Empty with { Waiting = ContainerStateWaiting.Empty with { Reason = reason } },
    };
}
