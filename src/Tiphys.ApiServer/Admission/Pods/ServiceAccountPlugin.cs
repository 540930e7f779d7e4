using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Handlers;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>
/// ServiceAccount: a pod runs as an account that exists, with its pull secrets and its token (plugin/pkg/admission/serviceaccount).
/// </summary>
internal sealed class ServiceAccountPlugin(StoredObjects objects, TimeProvider clock) : IAdmissionPlugin
{
    private const string DefaultAccount = "default";
    private const string VolumePrefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    // So long a pod waits for the controller to make the default account of a new namespace.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    public async ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        if (!request.CreatesPod() || value is not Pod pod)
        {
            return value;
        }

        if (pod.IsMirror())
        {
            SecretRules.CheckMirror(request, pod);
            return pod;
        }

        var name = pod.Spec.ServiceAccountName.Length > 0 ? pod.Spec.ServiceAccountName : DefaultAccount;
        pod = pod with { Spec = pod.Spec with { ServiceAccountName = name, DeprecatedServiceAccount = name } };
        var account = await FindAsync(request, pod, cancellationToken);
        pod = (pod.Spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true) ? MountToken(pod) : pod;
        return pod.Spec.ImagePullSecrets.IsEmpty && !account.ImagePullSecrets.IsEmpty
            ? pod with { Spec = pod.Spec with { ImagePullSecrets = account.ImagePullSecrets } }
            : pod;
    }

    public async ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        if (value is not Pod pod)
        {
            return;
        }

        var isDebug = request is { Operation: "UPDATE", Context.Subresource: "ephemeralcontainers" };
        if (request.CreatesPod() && pod.IsMirror())
        {
            SecretRules.CheckMirror(request, pod);
        }
        else if (request.CreatesPod() || isDebug)
        {
            var account = await FindAsync(request, pod, cancellationToken);
            if (account.Metadata.Annotations.GetValueOrDefault("kubernetes.io/enforce-mountable-secrets") is "1" or "t" or "T" or "true" or "TRUE" or "True")
            {
                SecretRules.CheckReferences(request, pod, account, isDebug);
            }
        }
    }

    private async ValueTask<ServiceAccount> FindAsync(AdmissionRequest request, Pod pod, CancellationToken cancellationToken)
    {
        var (ns, name) = (request.Context.Namespace, pod.Spec.ServiceAccountName);
        if (name.Length == 0)
        {
            throw Denial.Of(request, pod, $"no service account specified for pod {ns}/{pod.Metadata.Name}");
        }

        var started = clock.GetTimestamp();
        while (true)
        {
            if (objects.Find<ServiceAccount>(ns, name) is { } account)
            {
                return account;
            }

            if (name != DefaultAccount || clock.GetElapsedTime(started) > Patience)
            {
                throw Denial.Of(request, pod, $"error looking up service account {ns}/{name}: serviceaccount \"{name}\" not found");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    private static Pod MountToken(Pod pod)
    {
        var known = pod.Spec.Volumes.FirstOrDefault(volume => volume.Name.StartsWith(VolumePrefix, StringComparison.Ordinal));
        var mount = new VolumeMount { Name = known?.Name ?? NameGenerator.Generate(VolumePrefix), ReadOnly = true, MountPath = MountPath };
        var needed = false;
        Container Mount(Container container)
        {
            if (container.VolumeMounts.Any(each => each.MountPath == MountPath))
            {
                return container;
            }

            needed = true;
            return container with { VolumeMounts = container.VolumeMounts.Add(mount) };
        }

        var spec = pod.Spec with { InitContainers = pod.Spec.InitContainers.Map(Mount), Containers = pod.Spec.Containers.Map(Mount) };
        var volume = new Volume { Name = mount.Name, VolumeSource = new VolumeSource { Projected = Token() } };
        return pod with { Spec = known is null && needed ? spec with { Volumes = spec.Volumes.Add(volume) } : spec };
    }

    // 3607 seconds are understood to mean a year with a warning (KEP-1205).
    private static ProjectedVolumeSource Token() => new()
    {
        DefaultMode = 420,
        Sources =
        [
            new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = 3607 } },
            new VolumeProjection
            {
                ConfigMap = new ConfigMapProjection
                {
                    LocalObjectReference = new LocalObjectReference { Name = "kube-root-ca.crt" },
                    Items = [new KeyToPath { Key = "ca.crt", Path = "ca.crt" }],
                },
            },
            new VolumeProjection
            {
                DownwardAPI = new DownwardAPIProjection
                {
                    Items = [new DownwardAPIVolumeFile { Path = "namespace", FieldRef = new ObjectFieldSelector { APIVersion = "v1", FieldPath = "metadata.namespace" } }],
                },
            },
        ],
    };
}
