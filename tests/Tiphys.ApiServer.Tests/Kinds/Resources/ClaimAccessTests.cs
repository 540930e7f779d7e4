using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.Tests.Support;
using Namespace = Tiphys.Api.Core.V1.Namespace;

namespace Tiphys.ApiServer.Tests.Kinds.Resources;

/// <summary>What claims may depends on their namespace and on who changes them.</summary>
public sealed class ClaimAccessTests
{
    private const string Driver = "x.io";

    [Fact]
    public async Task Administrators_access_needs_a_marked_namespace()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => server.Client.CreateAsync(Claim(adminAccess: true), TestServer.Deadline));
        Assert.Equal("spec.devices.requests[0].adminAccess", Assert.Single(refusal.Status.Details!.Causes).Field);

        var ns = await server.Client.GetAsync<Namespace>(null, "default", TestServer.Deadline);
        ns = ns with { Metadata = ns.Metadata with { Labels = ns.Metadata.Labels.SetItem("resource.kubernetes.io/admin-access", "true") } };
        await server.Client.UpdateAsync(ns, null, TestServer.Deadline);
        await server.Client.CreateAsync(Claim(adminAccess: true), TestServer.Deadline);
    }

    [Fact]
    public async Task An_allocation_is_for_those_who_may_bind()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        var claim = Allocated(await server.Client.CreateAsync(Claim(), TestServer.Deadline));
        var refusal = await RefusalAsync(server, claim, "resourceclaims/status");
        Assert.Equal("status.allocation", Assert.Single(refusal!.Details!.Causes).Field);
        Assert.Null(await RefusalAsync(server, claim, "resourceclaims/status", "resourceclaims/binding"));
    }

    [Fact]
    public async Task A_device_is_for_those_who_may_speak_for_its_driver()
    {
        await using var server = await TestServer.StartAsync([.. KindStrategies.All]);
        var claim = await server.Client.UpdateAsync(Allocated(await server.Client.CreateAsync(Claim(), TestServer.Deadline)), "status", TestServer.Deadline);
        claim = claim with { Status = claim.Status with { Devices = [new AllocatedDeviceStatus { Driver = Driver, Pool = "p", Device = "d" }] } };
        var refusal = await RefusalAsync(server, claim, "resourceclaims/status", "resourceclaims/binding");
        Assert.Equal("status.devices", Assert.Single(refusal!.Details!.Causes).Field);
        Assert.Null(await RefusalAsync(server, claim, "resourceclaims/status", $"arbitrary-node:update {Driver}"));
    }

    private static ResourceClaim Claim(bool adminAccess = false) => new()
    {
        Metadata = new ObjectMeta { Name = "c", Namespace = "default" },
        Spec = new ResourceClaimSpec
        {
            Devices = new DeviceClaim
            {
                Requests = [new DeviceRequest { Name = "r", Exactly = new ExactDeviceRequest { DeviceClassName = Driver, AdminAccess = adminAccess ? true : null } }],
            },
        },
    };

    private static ResourceClaim Allocated(ResourceClaim claim) => claim with
    {
        Status = new ResourceClaimStatus
        {
            Allocation = new AllocationResult
            {
                Devices = new DeviceAllocationResult { Results = [new DeviceRequestAllocationResult { Request = "r", Driver = Driver, Pool = "p", Device = "d" }] },
            },
        },
    };

    private static async Task<Status?> RefusalAsync(TestServer server, ResourceClaim claim, params string[] allowed)
    {
        server.Core.Authorizer = new FakeAuthorizer(allowed);
        var client = new InProcessClient(server.Core, new UserInfo { Name = "anna" }, "tests");
        try
        {
            await client.UpdateAsync(claim, "status", TestServer.Deadline);
            return null;
        }
        catch (ApiException refusal)
        {
            return refusal.Status;
        }
        finally
        {
            server.Core.Authorizer = null;
        }
    }

    // Allows resources with their subresource, or a verb and a name.
    private sealed class FakeAuthorizer(string[] allowed) : IAuthorizer
    {
        public AccessResult Authorize(AccessRequest request) => new(
            allowed.Contains($"{request.Resource}/{request.Subresource}") || allowed.Contains($"{request.Verb} {request.Name}")
                ? AccessDecision.Allow
                : AccessDecision.NoOpinion,
            "");
    }
}
