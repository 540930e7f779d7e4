using System.Collections.Concurrent;
using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Statuses;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Images;

/// <summary>An image for a container, or why there is none.</summary>
/// <param name="Image">The image; null on failure.</param>
/// <param name="Failure">What the container's status says; null on success.</param>
/// <param name="RetryAfter">When to come again after a failure.</param>
internal sealed record ImageOutcome(Cri.ImageInfo? Image, StartFailure? Failure = null, TimeSpan RetryAfter = default);

/// <summary>Brings images here as pull policies say, with a delay between failed pulls (upstream: pkg/kubelet/images).</summary>
internal sealed class ImageManager(Cri.IImageService images, IReferencedObjects references, IEventRecorder events, TimeProvider clock)
{
    // A failed pull is soon after reported as one that waits.
    private static readonly TimeSpan UntilBackOffShows = TimeSpan.FromSeconds(2);

    private readonly RestartBackOff _backOff = new();
    private readonly ConcurrentDictionary<string, StartFailure> _lastFailures = new();

    /// <summary>Finds or pulls the image of a container.</summary>
    public async Task<ImageOutcome> EnsureAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        if (!Cri.ImageReference.TryParse(container.Image, out var reference))
        {
            var message = $"Failed to apply default image tag \"{container.Image}\": couldn't parse image name \"{container.Image}\": invalid reference format";
            Record(pod, container, "Warning", "InspectFailed", message);
            return new ImageOutcome(null, new StartFailure(StartFailure.InvalidImageName, message), RestartBackOff.Initial);
        }

        if (container.ImagePullPolicy != PullPolicy.Always)
        {
            if (await images.GetImageAsync(container.Image, cancellationToken) is { } present)
            {
                Record(pod, container, "Normal", "Pulled", $"Container image \"{container.Image}\" already present on machine and can be accessed by the pod");
                return new ImageOutcome(present);
            }

            if (container.ImagePullPolicy == PullPolicy.Never)
            {
                var message = $"Container image \"{container.Image}\" is not present with pull policy of Never";
                Record(pod, container, "Warning", "ErrImageNeverPull", message);
                return new ImageOutcome(null, new StartFailure(StartFailure.ErrImageNeverPull, message), RestartBackOff.Initial);
            }
        }

        return await PullAsync(pod, container, reference, cancellationToken);
    }

    /// <summary>Finds or pulls an image that a volume shows; gives its id.</summary>
    /// <exception cref="VolumeException">There is none (yet).</exception>
    public async Task<string> EnsureVolumeImageAsync(Pod pod, string reference, string pullPolicy, CancellationToken cancellationToken)
    {
        var outcome = await EnsureAsync(pod, Container.Empty with { Image = reference, ImagePullPolicy = pullPolicy }, cancellationToken);
        return outcome.Image?.Id ?? throw new VolumeException($"{outcome.Failure!.Reason}: {outcome.Failure.Message}") { Reason = "Failed" };
    }

    /// <summary>Forgets the failures of a pod.</summary>
    public void Forget(string podUid)
    {
        _backOff.Forget(podUid);
        foreach (var key in _lastFailures.Keys.Where(key => key.StartsWith(podUid, StringComparison.Ordinal)))
        {
            _lastFailures.TryRemove(key, out _);
        }
    }

    private async Task<ImageOutcome> PullAsync(Pod pod, Container container, Cri.ImageReference reference, CancellationToken cancellationToken)
    {
        var key = $"{pod.Metadata.UID}_{container.Image}";
        if (_backOff.Remaining(key, clock.GetUtcNow()) is { } remaining)
        {
            var message = $"Back-off pulling image \"{container.Image}\"";
            Record(pod, container, "Normal", "BackOff", message);
            var detail = _lastFailures.TryGetValue(key, out var last) ? $"{message}: {last.Reason}: {last.Message}" : message;
            return new ImageOutcome(null, new StartFailure(StartFailure.ImagePullBackOff, detail), remaining);
        }

        Record(pod, container, "Normal", "Pulling", $"Pulling image \"{container.Image}\"");
        var begun = clock.GetTimestamp();
        try
        {
            var image = await PullWithCredentialsAsync(pod, container, reference, cancellationToken);
            var took = clock.GetElapsedTime(begun).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            Record(pod, container, "Normal", "Pulled", $"Successfully pulled image \"{container.Image}\" in {took}s ({took}s including waiting). Image size: {image.SizeBytes} bytes.");
            return new ImageOutcome(image);
        }
        catch (Cri.ImageException error)
        {
            Record(pod, container, "Warning", "Failed", $"Failed to pull image \"{container.Image}\": {error.Message}");
            _backOff.Next(key, clock.GetUtcNow());
            var failure = _lastFailures[key] = new StartFailure(StartFailure.ErrImagePull, error.Message);
            return new ImageOutcome(null, failure, UntilBackOffShows);
        }
    }

    private async Task<Cri.ImageInfo> PullWithCredentialsAsync(Pod pod, Container container, Cri.ImageReference reference, CancellationToken cancellationToken)
    {
        var keyring = RegistryKeyring.Of(await SecretsAsync(pod, cancellationToken));
        List<Cri.RegistryCredentials?> credentials = [.. keyring.Find(reference)];
        if (credentials.Count == 0)
        {
            credentials.Add(null);
        }

        for (var index = 0; ; index++)
        {
            try
            {
                return await images.PullImageAsync(container.Image, credentials[index], null, cancellationToken);
            }
            catch (Cri.ImageException error) when (error.Reason is Cri.ImageErrorReason.Unauthorized or Cri.ImageErrorReason.NotFound && index + 1 < credentials.Count)
            {
                // The next ones may be let in.
                continue;
            }
        }
    }

    private async Task<IReadOnlyList<Secret>> SecretsAsync(Pod pod, CancellationToken cancellationToken)
    {
        List<Secret> secrets = [];
        List<string> missing = [];
        foreach (var name in pod.Spec.ImagePullSecrets.Select(each => each.Name).Where(name => name.Length > 0))
        {
            if (await references.FindSecretAsync(pod.Metadata.Namespace, name, cancellationToken) is { } secret)
            {
                secrets.Add(secret);
            }
            else
            {
                missing.Add(name);
            }
        }

        if (missing.Count > 0)
        {
            var message = $"Unable to retrieve some image pull secrets ({string.Join(", ", missing)}); attempting to pull the image may not succeed.";
            events.Record(pod, "Warning", "FailedToRetrieveImagePullSecret", message);
        }

        return secrets;
    }

    private void Record(Pod pod, Container container, string type, string reason, string message) =>
        events.Record(pod, type, reason, message, container.Name.Length > 0 ? PodContainers.FieldPath(pod.Spec, container.Name) : "");
}
