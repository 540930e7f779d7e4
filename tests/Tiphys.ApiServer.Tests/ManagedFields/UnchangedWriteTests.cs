using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.ManagedFields;

public sealed class UnchangedWriteTests
{
    [Fact]
    public async Task A_write_that_changes_nothing_keeps_the_version_however_late_it_comes()
    {
        var deadline = TestContext.Current.CancellationToken;
        await using var store = EmbeddedStore.InMemory();
        var clock = new LateClock();
        var client = new InProcessClient(new ApiServerCore(store, KindStrategies.All, clock), new UserInfo { Name = "admin" }, "tests");
        await client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, deadline);
        var map = new ConfigMap { Metadata = new ObjectMeta { Name = "m", Namespace = "default" }, Data = [new("a", "b")] };
        var created = await client.CreateAsync(map, deadline);
        var changed = await client.UpdateAsync(created with { Data = [new("a", "c")] }, null, deadline);

        clock.Late = TimeSpan.FromHours(1);
        var same = await client.UpdateAsync(changed with { Metadata = changed.Metadata with { ManagedFields = default } }, null, deadline);
        Assert.Equal(changed, same);

        var other = await client.UpdateAsync(changed with { Data = [new("a", "d")] }, null, deadline);
        Assert.NotEqual(changed.Metadata.ResourceVersion, other.Metadata.ResourceVersion);
        Assert.NotEqual(changed.Metadata.ManagedFields[0].Time, other.Metadata.ManagedFields[0].Time);
    }

    private sealed class LateClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Late;
    }
}
