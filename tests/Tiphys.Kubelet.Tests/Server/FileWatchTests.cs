namespace Tiphys.Kubelet.Tests.Server;

public sealed class FileWatchTests
{
    // The framework watches the working directory for changed settings unless it is told not to: for a server in "/" that is all of the disk.
    [Fact]
    public async Task Server_watches_no_files()
    {
        await using var server = await KubeletFixture.StartAsync();
        var threads = Directory.EnumerateDirectories("/proc/self/task").Select(task => NameOf(Path.Combine(task, "comm")));
        Assert.DoesNotContain(threads, name => name.StartsWith(".NET File Watch", StringComparison.Ordinal));
    }

    private static string NameOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // A thread that has just ended.
            return "";
        }
    }
}
