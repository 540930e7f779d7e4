using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Tests.Volumes;

public sealed class VolumeOwnershipTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public VolumeOwnershipTests()
    {
        Directory.CreateDirectory(_directory["volume/sub"]);
        File.WriteAllText(_directory["volume/sub/file"], "x");
        File.WriteAllText(_directory["outside"], "x");
        File.CreateSymbolicLink(_directory["volume/link"], "../outside");
        Native.ChangeMode(_directory["volume/sub/file"], 0x180); // 0600
        Native.ChangeMode(_directory["volume/sub"], 0x1C0); // 0700
        Native.ChangeMode(_directory["outside"], 0x180);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_is_given_to_the_group()
    {
        VolumeOwnership.Apply(_directory["volume"], 4321, null, readOnly: false);
        Assert.Equal((4321u, 0x1B0u), Of("volume/sub/file")); // 0660
        Assert.Equal((4321u, 0x5F8u), Of("volume/sub")); // 02770
        Assert.Equal(4321u, Of("volume/link").Group);
        Assert.Equal((0u, 0x180u), Of("outside"));
    }

    [Fact]
    public void A_read_only_volume_can_only_be_read()
    {
        VolumeOwnership.Apply(_directory["volume"], 4321, null, readOnly: true);
        Assert.Equal((4321u, 0x1A0u), Of("volume/sub/file")); // 0640
        Assert.Equal((4321u, 0x5E8u), Of("volume/sub")); // 02750
    }

    [Fact]
    public void With_OnRootMismatch_a_right_root_is_enough()
    {
        VolumeOwnership.Apply(_directory["volume"], 4321, "OnRootMismatch", readOnly: false);
        Native.ChangeOwner(_directory["volume/sub/file"], null, 0);
        VolumeOwnership.Apply(_directory["volume"], 4321, "OnRootMismatch", readOnly: false);
        Assert.Equal(0u, Of("volume/sub/file").Group);
        VolumeOwnership.Apply(_directory["volume"], 4321, "Always", readOnly: false);
        Assert.Equal(4321u, Of("volume/sub/file").Group);
    }

    private (uint Group, uint Permissions) Of(string path) =>
        Native.Status(_directory[path], followLinks: false) is { } status ? (status.GroupId, status.Permissions) : throw new FileNotFoundException(path);
}
