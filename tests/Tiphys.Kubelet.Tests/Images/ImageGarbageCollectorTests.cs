using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Kubelet.Images;
using Tiphys.Kubelet.Tests.Fakes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Images;

public sealed class ImageGarbageCollectorTests
{
    [Fact]
    public async Task Unused_images_go_until_the_disk_is_80_percent_full()
    {
        await using var kubelet = new KubeletFixture().Start();
        await kubelet.RunningAsync(Pod("web", Container("main")));
        foreach (var name in (string[])["a", "bb", "ccc"])
        {
            kubelet.Images.Add($"registry.test/{name}");
        }

        var collector = new ImageGarbageCollector(kubelet.Services, NullLogger.Instance);
        await collector.CollectAsync(() => new DiskSpace(100, 50), default);
        kubelet.Clock.Advance(TimeSpan.FromMinutes(3));
        var free = 5;
        await collector.CollectAsync(() => new DiskSpace(100, free += 5), default);
        var left = await kubelet.Images.ListImagesAsync(default);
        Assert.Equal(3, left.Count);
        Assert.Contains(left, each => each.RepoTags.Contains("docker.io/library/busybox:latest"));
    }

    [Fact]
    public async Task New_images_stay()
    {
        await using var kubelet = new KubeletFixture();
        var collector = new ImageGarbageCollector(kubelet.Services, NullLogger.Instance);
        await collector.CollectAsync(() => new DiskSpace(100, 1), default);
        Assert.Single(await kubelet.Images.ListImagesAsync(default));
    }
}
