using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Client;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// Gives out cluster addresses (pkg/registry/core/service/ipallocator). An address is taken when its IPAddress object exists: creating
/// that object is the one step in which two services can not both succeed. The ranges are those of the ready ServiceCIDR objects.
/// </summary>
internal sealed class ClusterAddresses(ApiServerCore server, IKubernetesClient client, IReadOnlyList<string> families, Random random)
{
    /// <summary>Label of the objects that this allocator made.</summary>
    public const string ManagedByLabel = "ipaddress.kubernetes.io/managed-by";

    /// <summary>Its value.</summary>
    public const string ManagedBy = "ipallocator.k8s.io";

    private const string FamilyLabel = "ipaddress.kubernetes.io/ip-family";
    private const string OutOfRange = "the provided network does not match the current range";
    private readonly ResourceInfo _ranges = server.Registry.For<ServiceCIDR>();
    private readonly ResourceInfo _addresses = server.Registry.For<Api.Networking.V1.IPAddress>();

    /// <summary>Families that the cluster has, the default one first.</summary>
    public IReadOnlyList<string> Families => families;

    /// <summary>Takes a free address for a service.</summary>
    /// <exception cref="AllocationException">None is left.</exception>
    public async ValueTask<string> TakeNextAsync(Service owner, string family, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (var range in Ranges(family))
        {
            if (dryRun)
            {
                // As upstream: a value that could not be real, for nothing is looked for.
                return range.Network.BaseAddress.ToString();
            }

            foreach (var candidate in range.Candidates(random))
            {
                var text = candidate.ToString();
                if (server.Store.Get(_addresses.Key("", text)) is null && await TryCreateAsync(owner, text, family, cancellationToken))
                {
                    return text;
                }
            }
        }

        throw new AllocationException("range is full", isFull: true);
    }

    /// <summary>Takes a certain address for a service.</summary>
    /// <exception cref="AllocationException">It is taken, or in no range.</exception>
    public async ValueTask TakeAsync(Service owner, string address, bool dryRun, CancellationToken cancellationToken)
    {
        var parsed = System.Net.IPAddress.Parse(address);
        var family = AddressRange.FamilyOf(parsed);
        if (!Ranges(family).Any(range => range.Holds(parsed)))
        {
            // A dry run asks one range, a real one looks for the right range: hence the two messages.
            throw new AllocationException(dryRun && Ranges(family).FirstOrDefault() is { } range
                ? $"the provided IP ({parsed}) is not in the valid range. The range of valid IPs is {range.Network}"
                : OutOfRange);
        }

        if (!dryRun && !await TryCreateAsync(owner, parsed.ToString(), family, cancellationToken))
        {
            throw new AllocationException("provided IP is already allocated");
        }
    }

    /// <summary>Writes down an address that a stored service has.</summary>
    public async ValueTask RestoreAsync(Service owner, string address, CancellationToken cancellationToken) =>
        await TryCreateAsync(owner, address, AddressRange.FamilyOf(System.Net.IPAddress.Parse(address)), cancellationToken);

    /// <summary>Takes an address back; it need not have been given out.</summary>
    public async ValueTask ReleaseAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<Api.Networking.V1.IPAddress>(null, System.Net.IPAddress.Parse(address).ToString(), null, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // It is free, which is all that was wanted.
        }
    }

    private async ValueTask<bool> TryCreateAsync(Service owner, string address, string family, CancellationToken cancellationToken)
    {
        var parent = new ParentReference { Resource = "services", Namespace = owner.Metadata.Namespace, Name = owner.Metadata.Name };
        var value = new Api.Networking.V1.IPAddress
        {
            Metadata = new ObjectMeta { Name = address, Labels = [new(FamilyLabel, family), new(ManagedByLabel, ManagedBy)] },
            Spec = new IPAddressSpec { ParentRef = parent },
        };
        try
        {
            await client.CreateAsync(value, cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsAlreadyExists)
        {
            return false;
        }
    }

    private IEnumerable<AddressRange> Ranges(string family)
    {
        foreach (var entry in server.Store.Range(new RangeQuery(_ranges.KeyPrefix)).Entries)
        {
            var value = (ServiceCIDR)ObjectJson.Decode(_ranges, entry);
            var isReady = value.Metadata.DeletionTimestamp is null
                && value.Status.Conditions.All(condition => condition.Type != "Ready" || condition.Status == "True");
            foreach (var text in isReady ? value.Spec.CIDRs : [])
            {
                if (IPNetwork.TryParse(text, out var network) && new AddressRange(network) is var range && range.Family == family)
                {
                    yield return range;
                }
            }
        }
    }
}
