using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Processes;

namespace Tiphys.Cluster.Tests.Processes;

public sealed class ServerProcessTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("process");

    private ClusterDirectory Place => ClusterDirectory.At(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_living_process_is_found()
    {
        var self = ServerProcess.Current(["apiserver"], "1.0", DateTimeOffset.UnixEpoch);
        self.Save(Place);
        var found = ServerProcess.Find(Place);
        Assert.Equal(Environment.ProcessId, found!.Pid);
        Assert.True(found.ResidentBytes() > 0);
        ServerProcess.Forget(Place);
        Assert.Null(ServerProcess.Find(Place));
    }

    [Fact]
    public void Another_process_with_the_same_number_is_not_taken_for_it()
    {
        var self = ServerProcess.Current(["apiserver"], "1.0", DateTimeOffset.UnixEpoch);
        (self with { StartTicks = self.StartTicks - 1 }).Save(Place);
        Assert.Null(ServerProcess.Find(Place));
    }

    [Fact]
    public void A_lock_is_held_by_one()
    {
        var first = FileLock.Take(Place.ServerLock);
        Assert.NotNull(first);
        Assert.Null(FileLock.Take(Place.ServerLock));
        first.Dispose();
        using var second = FileLock.Take(Place.ServerLock);
        Assert.NotNull(second);
    }
}
