using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Tests.Volumes;

public sealed class SafePathTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public SafePathTests()
    {
        Directory.CreateDirectory(_directory["volume/a/b"]);
        Directory.CreateDirectory(_directory["outside"]);
        File.WriteAllText(_directory["volume/a/file"], "inside");
        File.WriteAllText(_directory["outside/file"], "outside");
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("a/file")]
    [InlineData("./a//b/../file")]
    [InlineData("link/file")]
    [InlineData("a/b/up")]
    public void A_path_inside_is_found(string path)
    {
        File.CreateSymbolicLink(_directory["volume/link"], "a/b/../../a");
        File.CreateSymbolicLink(_directory["volume/a/b/up"], "../../a/file");
        using var file = new StreamReader(SafePath.OpenFile(_directory["volume"], path));
        Assert.Equal("inside", file.ReadToEnd());
    }

    [Theory]
    [InlineData("../outside/file")]
    [InlineData("a/../../outside/file")]
    [InlineData("out/file")]
    [InlineData("absolute")]
    [InlineData("loop")]
    [InlineData("a/file/x")]
    [InlineData("none")]
    public void A_path_that_leads_out_or_nowhere_is_refused(string path)
    {
        File.CreateSymbolicLink(_directory["volume/out"], "a/../../outside");
        File.CreateSymbolicLink(_directory["volume/absolute"], _directory["outside/file"]);
        File.CreateSymbolicLink(_directory["volume/loop"], "loop");
        Assert.ThrowsAny<IOException>(() => SafePath.OpenFile(_directory["volume"], path));
    }

    [Fact]
    public void Missing_directories_are_made_with_the_mode_but_only_inside()
    {
        File.CreateSymbolicLink(_directory["volume/out"], "../outside");
        using (SafePath.OpenOrMakeDirectory(_directory["volume"], "x/y", 0x3FF))
        {
            Assert.Equal(0x3FFu, Native.Status(_directory["volume/x"], followLinks: false)!.Value.Permissions); // 01777
            Assert.Equal(0x3FFu, Native.Status(_directory["volume/x/y"], followLinks: false)!.Value.Permissions);
        }

        Assert.ThrowsAny<IOException>(() => SafePath.OpenOrMakeDirectory(_directory["volume"], "out/made", 0x1ED));
        Assert.False(Path.Exists(_directory["outside/made"]));
    }
}
