# The host's part of the virtual machine: this checkout goes in, the course's address comes out.

require "fileutils"

module Course
  PORT = 8889
  SERVED = 8888
  MADE_HERE = [".cellblock", "target", ".vagrant"].freeze

  # A file for the archive; there before it is packed, for Vagrant asks whether it exists.
  def self.archive
    folder = File.join(__dir__, ".vagrant")
    FileUtils.mkdir_p(folder)
    File.join(folder, "cellblock.tar").tap { |file| FileUtils.touch(file) }
  end

  def self.pack
    left_out = MADE_HERE.map { |name| "--exclude=#{name}" }
    # Changed while it is read is no failure (1): somebody works in this checkout.
    system({ "COPYFILE_DISABLE" => "1" }, "tar", *left_out, "-C", File.dirname(__dir__), "-cf", archive, ".")
    raise "tar could not pack this checkout" unless $?.exitstatus&.between?(0, 1)
  end

  def self.address(machine)
    token = +""
    machine.communicate.sudo("/home/vagrant/cellblock/vagrant/answers") { |_, text| token << text }
    page = "lab/tree/notebooks/00-start-here.ipynb?token=#{token.strip}"
    port = forwarded(machine)
    return "The course: http://127.0.0.1:#{port}/#{page}" if port

    "This provider forwards no port. Leave this open in another terminal:\n" \
      "  vagrant ssh -- -N -L #{SERVED}:127.0.0.1:#{SERVED}\n" \
      "The course: http://127.0.0.1:#{SERVED}/#{page}"
  end

  # The port of the host, which may be another than the one that was asked for; nil where there is none.
  def self.forwarded(machine)
    provider = machine.provider
    return nil if machine.provider_name == :hyperv
    return provider.capability(:forwarded_ports).key(PORT) if provider.capability?(:forwarded_ports)

    ports = machine.config.vm.networks.select { |kind, _| kind == :forwarded_port }
    ports.map(&:last).find { |port| port[:guest] == PORT }[:host]
  end
end
